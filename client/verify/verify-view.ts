import { element, type Markup } from '../../shared/markup.ts';
import type { VerifyStrings } from '../../shared/strings/verify/verify-words.ts';
import { languages, nameIn, offeredLanguages } from '../../shared/strings.ts';
import type { PageState, ServedElection, Stage } from './page-state.ts';
import { saysView, verdictView } from './verdict-view.ts';

/** What the page says, and in which language. */
export interface VerifySpeech {
  readonly lang: string;
  readonly words: VerifyStrings;
  readonly count: (n: number) => string;
}

/** The whole page. */
export function verifyView(state: PageState, speech: VerifySpeech): Markup[] {
  const { lang, words } = speech;
  const { stage } = state;
  const simulated = stage.at === 'verdict' && stage.verdict.mode !== 'live';
  return [
    ...(simulated ? [bandView(words.rehearsal, words.simulated)] : []),
    element(
      'div',
      { class: 'page verify' },
      element(
        'header',
        {},
        element('span', { class: 'brand' }, 'Turnout'),
        element(
          'nav',
          {},
          offeredLanguages(lang).map((each) =>
            element(
              'a',
              { href: `?lang=${each}`, lang: each, 'data-lang': each, 'aria-current': each === lang ? 'true' : null },
              languages[each].name,
            ),
          ),
        ),
      ),
      element(
        'main',
        {},
        element('h1', {}, words.title),
        stageView(stage, speech),
        element('p', { class: 'intro' }, words.lead),
        element(
          'div',
          { class: 'doors' },
          element(
            'div',
            {},
            savedView(state.dragged, words),
            ...(state.served.length === 0 ? [] : [servedView(state.served, speech)]),
          ),
          elsewhereView(words),
        ),
      ),
    ),
  ];
}

function bandView(word: string, sentence: string): Markup {
  return element(
    'div',
    { class: 'band', role: 'region', 'aria-label': word },
    element('span', { class: 'word' }, word),
    element('span', { class: 'sentence' }, sentence),
    element('span', { class: 'word second', 'aria-hidden': 'true' }, word),
  );
}

function stageView(stage: Stage, { lang, words, count }: VerifySpeech): Markup | null {
  if (stage.at === 'start') return null;
  if (stage.at === 'verdict') return verdictView(stage.verdict, stage.with, words, lang);
  if (stage.at === 'work') {
    const { done, of } = stage;
    return element(
      'div',
      { class: 'working', 'data-working': true },
      element('span', {}, of === 0 ? words.reading : words.progress(count(done), count(of))),
      element('progress', { max: Math.max(of, 1), value: of === 0 ? null : done, 'aria-label': words.reading }),
    );
  }
  const text = {
    'no-log': words.noLog,
    unreachable: words.unreachable,
    'no-head': words.noHead,
    'no-key': words.noKey,
  };
  return element(
    'section',
    { class: 'verdict' },
    saysView('nothing', text[stage.why]),
    stage.why === 'no-log' ? element('p', { class: 'note' }, words.noLogNote) : null,
    stage.detail === '' ? null : element('p', { class: 'note', lang: 'en', dir: 'ltr' }, stage.detail),
  );
}

function savedView(dragged: boolean, words: VerifyStrings): Markup {
  // A label is pressed with its chooser, which itself is not seen.
  const chooser = (text: string, attributes: Readonly<Record<string, string | boolean>>) =>
    element('label', { class: 'press' }, text, element('input', { class: 'unseen', type: 'file', ...attributes }));
  return element(
    'section',
    {},
    element('h2', {}, words.saved),
    element(
      'div',
      { class: dragged ? 'drop over' : 'drop', 'data-drop': true },
      element('span', {}, words.drop),
      element(
        'div',
        { class: 'choosers' },
        chooser(words.chooseFolder, { webkitdirectory: true, 'data-choose': 'folder' }),
        chooser(words.chooseZip, { accept: '.zip,application/zip', 'data-choose': 'zip' }),
      ),
    ),
  );
}

function servedView(served: readonly ServedElection[], { lang, words }: VerifySpeech): Markup {
  return element(
    'section',
    { class: 'here' },
    element('h2', {}, words.served),
    served.map(({ id, names }) =>
      element(
        'div',
        { class: 'served' },
        element(
          'button',
          { type: 'button', class: 'press first-choice', 'data-check': id },
          words.check(nameIn(lang, names)),
        ),
        element('a', { class: 'press', href: archiveOf(id), download: `${id}-log.zip` }, words.takeLog),
      ),
    ),
    element('a', { class: 'plain', href: '/verify', download: 'turnout-verify.html' }, words.takePage),
  );
}

/** Where a server has the whole log of an election as one file. */
export function archiveOf(election: string): string {
  return `/api/v1/elections/${encodeURIComponent(election)}/log/log.zip`;
}

function elsewhereView(words: VerifyStrings): Markup {
  return element(
    'section',
    { class: 'elsewhere' },
    element('h2', {}, words.elsewhere),
    element('p', { class: 'note' }, words.elsewhereNote),
    element(
      'label',
      { class: 'field' },
      words.since,
      element('textarea', { dir: 'ltr', spellcheck: 'false', autocomplete: 'off', 'data-since': true }),
    ),
    element(
      'label',
      { class: 'beside' },
      element('span', {}, words.sinceFile),
      element('input', { class: 'unseen', type: 'file', 'data-choose': 'since' }),
    ),
    element(
      'label',
      { class: 'field' },
      words.key,
      element('textarea', { class: 'keys', dir: 'ltr', spellcheck: 'false', autocomplete: 'off', 'data-keys': true }),
    ),
  );
}
