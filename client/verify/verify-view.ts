import { element, type Markup } from '../../shared/markup.ts';
import { type ShownValues, sayFinding } from '../../shared/strings/verify/finding-words.ts';
import type { VerifyStrings } from '../../shared/strings/verify/verify-words.ts';
import { languages, nameIn, offeredLanguages } from '../../shared/strings.ts';
import type { NothingVerified, PageState, ServedElection, Stage } from './page-state.ts';
import type { Unreadable } from './saved-files.ts';
import { shownIn } from './shown-values.ts';
import { saysView, verdictView } from './verdict-view.ts';
import type { VerifySpeech } from './verify-speech.ts';

/** The whole page. */
export function verifyView(state: PageState, speech: VerifySpeech): Markup[] {
  const { words } = speech;
  const { lang } = speech.format;
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

function stageView(stage: Stage, speech: VerifySpeech): Markup | null {
  const { words, format } = speech;
  if (stage.at === 'start') return null;
  if (stage.at === 'verdict') return verdictView(stage.verdict, stage.with, speech);
  if (stage.at === 'work') {
    const { done, of } = stage;
    return element(
      'div',
      { class: 'working', 'data-working': true },
      element('span', {}, of === 0 ? words.reading : words.progress(format.count(done), format.count(of))),
      element('progress', { max: Math.max(of, 1), value: of === 0 ? null : done, 'aria-label': words.reading }),
    );
  }
  return nothingView(stage.why, speech);
}

function nothingView(why: NothingVerified, { words, findings, format }: VerifySpeech): Markup {
  const text = {
    'no-log': words.noLog,
    unreadable: words.unreachable,
    'no-head': words.noHead,
    'no-key': words.noKey,
  };
  const notes = [
    ...(why.kind === 'no-log' ? [words.noLogNote, sayFinding(findings, why.finding)] : []),
    ...(why.kind === 'unreadable' ? [sayUnreadable(why.reason, words, shownIn(format))] : []),
  ];
  return element(
    'section',
    { class: 'verdict' },
    saysView('nothing', text[why.kind]),
    notes.map((note) => element('p', { class: 'note' }, note)),
  );
}

function sayUnreadable(reason: Unreadable, { unreadable }: VerifyStrings, { number, text }: ShownValues): string {
  switch (reason.kind) {
    case 'zip':
      return unreadable.zip;
    case 'file':
      return unreadable.file(text(reason.path), text(reason.error));
    case 'no-answer':
      return unreadable.noAnswer(text(reason.address));
    case 'answer':
      return unreadable.answer(text(reason.address), number(reason.status));
    case 'failed':
      return unreadable.failed(text(reason.error));
  }
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

function servedView(served: readonly ServedElection[], { words, format }: VerifySpeech): Markup {
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
          words.check(nameIn(format.lang, names)),
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
