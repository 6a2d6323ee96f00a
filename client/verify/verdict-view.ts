import type { LogProblem, LogVerdict } from '../../shared/bulletin-log/problem.ts';
import type { Format } from '../../shared/format.ts';
import { type Content, element, type Markup } from '../../shared/markup.ts';
import { sayFinding } from '../../shared/strings/verify/finding-words.ts';
import type { VerifyStrings } from '../../shared/strings/verify/verify-words.ts';
import type { VerifiedWith } from './page-state.ts';
import { hourText } from './shown-values.ts';
import type { VerifySpeech } from './verify-speech.ts';

/** Problems that are listed; the rest are counted. */
const MOST_PROBLEMS = 60;

const STROKE = { fill: 'none', stroke: 'currentColor', 'stroke-width': 2.6 };
const MARKS = {
  whole: element('path', { d: 'M1.8 8.6l4 4L14.2 3.6', ...STROKE }),
  wrong: element('path', { d: 'M2.5 2.5l11 11M13.5 2.5l-11 11', ...STROKE }),
  nothing: element('path', { d: 'M8 2v7.4M8 11.6v2.4', ...STROKE }),
};

/** One sentence that is seen first and read out. */
export function saysView(mark: keyof typeof MARKS, text: string): Markup {
  return element(
    'div',
    { class: `says ${mark}`, 'data-verdict': mark },
    element('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, MARKS[mark]),
    element('h2', { tabindex: -1 }, text),
  );
}

/** What was proved of a log and what such a proof cannot show, or what is wrong with it. */
export function verdictView(verdict: LogVerdict, given: VerifiedWith, speech: VerifySpeech): Markup {
  const { words, format } = speech;
  const isWhole = verdict.problems.length === 0;
  return element(
    'section',
    { class: 'verdict' },
    saysView(isWhole ? 'whole' : 'wrong', isWhole ? (given.heads > 0 ? words.wholeSince : words.whole) : words.wrong),
    ...(isWhole
      ? [provedView(verdict, given, words, format)]
      : [
          element('p', { class: 'note' }, `${words.differences(format.count(verdict.problems.length))}.`),
          problemsView(verdict.problems, speech),
        ]),
  );
}

function provedView(verdict: LogVerdict, given: VerifiedWith, words: VerifyStrings, format: Format): Markup {
  const { hours, witnesses, witnessed, promised } = verdict;
  const count = (n: number) => format.count(n);
  const code = (text: string) => element('code', { dir: 'ltr' }, text);
  const row = (name: string, ...value: Content[]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, ...value));
  // Who, how many of the leaves, and when by the witness's own clock.
  const witnessNames = witnessed.map(({ name, size, at }) => [
    element('br', {}),
    code(`${name} ${size}/${verdict.size} ${at ?? '—'}`),
  ]);
  const heads = count(verdict.earlierHeads);
  return element(
    'div',
    { class: 'findings' },
    element(
      'section',
      {},
      element('h2', {}, words.proved),
      element(
        'dl',
        { 'data-proved': true },
        row(words.election, code(verdict.election)),
        row(words.origin, code(verdict.origin)),
        row(
          words.signed,
          given.keyGiven ? words.signedByYours : words.signedByOwn,
          given.key === null ? null : [element('br', {}), code(given.key)],
        ),
        row(
          words.witnesses,
          witnessed.length === 0
            ? words.noWitnesses
            : promised.quorum === 0
              ? count(witnesses.length)
              : words.witnessesOf(count(promised.signed), count(promised.quorum)),
          witnessNames,
        ),
        row(words.leaves, count(verdict.size)),
        row(words.files, count(verdict.files)),
        row(words.sums, count(verdict.sums)),
        row(words.hours, words.hoursOf(count(hours.promised), count(hours.counted), count(hours.explained))),
        row(words.corrections, count(verdict.corrections)),
        row(words.heads, given.heads > 0 ? words.headsYours(heads) : heads),
        row(words.root, code(verdict.root)),
      ),
    ),
    element(
      'div',
      {},
      element(
        'section',
        {},
        element('h2', {}, words.limits),
        element(
          'ul',
          { 'data-limits': true },
          [
            words.notTrue,
            given.heads > 0 ? null : words.notFirst,
            words.notSame,
            given.keyGiven ? null : words.notWhose,
            words.notLater,
          ].map((text) => (text === null ? null : element('li', {}, text))),
        ),
      ),
      given.head === null
        ? null
        : element(
            'section',
            {},
            element('h2', {}, words.keep),
            element('p', { class: 'note' }, words.keepNote),
            element('pre', { dir: 'ltr', 'data-head': true }, given.head),
          ),
    ),
  );
}

function problemsView(problems: readonly LogProblem[], { words, findings, format }: VerifySpeech): Markup {
  return element(
    'ul',
    { class: 'problems', 'data-problems': true },
    problems
      .slice(0, MOST_PROBLEMS)
      .map((problem) =>
        element(
          'li',
          { 'data-fault': problem.fault, 'data-hour': problem.hour },
          element('b', {}, placeOf(problem, words, format)),
          element('span', { class: 'found' }, sayFinding(findings, problem.finding)),
          element('span', { class: 'fault' }, words.faults[problem.fault]),
        ),
      ),
    problems.length > MOST_PROBLEMS
      ? element('li', {}, words.more(format.count(problems.length - MOST_PROBLEMS)))
      : null,
  );
}

/** `29 June 2020, 14:00 · bulletin 77`: the hour as people name it and the bulletin's number, as far as there are such. */
function placeOf({ hour, number }: LogProblem, words: VerifyStrings, format: Format): string {
  const at = hour === null ? null : hourText(hour, format);
  const bulletin = number === null ? null : words.bulletin(format.count(number));
  const place = [at, bulletin].filter((part) => part !== null).join(' · ');
  return place === '' ? words.wholeLog : place;
}
