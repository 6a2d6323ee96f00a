import type { Finding } from '../../../shared/bulletin-log/finding.ts';
import type { LogProblem, LogVerdict } from '../../../shared/bulletin-log/problem.ts';
import { witnessedUpTo } from '../../../shared/bulletin-log/witnesses.ts';
import { findingWords, sayFinding } from '../../../shared/strings/verify/finding-words.ts';
import { shortened } from '../../../shared/strings/verify/shortened.ts';
import { msgIn, SOURCE_LANGUAGE } from '../../../shared/strings.ts';

/** The words of the page that verifies, in English, with numbers and hours as files have them. */
const words = findingWords(msgIn(undefined), SOURCE_LANGUAGE, {
  number: String,
  hour: shortened,
  text: shortened,
});

/**
 * What was proved of a log, line by line, and what no such proof can show.
 *
 * @param o what the verifier brought: heads, the log's key, keys of witnesses
 */
export function verdictLines(
  verdict: LogVerdict,
  o: { since: number; keyGiven: boolean; witnesses: number },
): string[] {
  const { hours } = verdict;
  const mode = verdict.mode === 'live' ? '' : ' This is a rehearsal: its numbers are no election result.';
  return [
    `${verdict.election}, log ${verdict.origin}: ${verdict.size} bulletins, root ${verdict.root}.${mode}`,
    '',
    'Proved from the files alone:',
    `  the head is signed with ${o.keyGiven ? 'the key you gave' : 'the key its own manifest names'}`,
    ...witnessLines(verdict, o.witnesses > 0),
    `  ${verdict.size} leaves make up the signed root`,
    `  ${verdict.files} files are, byte for byte, those that were logged`,
    `  ${verdict.sums} sums and percentages were done again and agree`,
    `  ${hours.promised} promised hours so far: ${hours.counted} counted, ${hours.explained} explained by a notice`,
    `  ${verdict.corrections} corrections, each beside what it corrects`,
    `  ${verdict.earlierHeads} heads given out earlier are beginnings of this log${o.since > 0 ? ', yours among them' : ''}`,
    '',
    'What this cannot show: that the numbers are true, only that they are what this log says.',
    ...(o.since > 0
      ? []
      : [
          'Nor that it is the log published earlier: whoever has the key can write a whole new one. A head kept from then shows it (--since).',
        ]),
    splitViewLine(verdict, o),
  ];
}

/** What was found, in one English sentence. */
export function findingText(finding: Finding): string {
  return sayFinding(words, finding);
}

/** What is wrong, the hour first. */
export function problemText({ fault, number, hour, finding }: LogProblem): string {
  const where = hour ?? (number === null ? 'the log' : `bulletin ${number}`);
  return `${where}: ${findingText(finding)} (${fault})`;
}

function witnessLines({ witnessed, quorum, promised, size }: LogVerdict, areGiven: boolean): string[] {
  if (witnessed.length === 0) return ['  the log names no witnesses'];
  const whose = areGiven ? `you named${quorum > 0 ? `, of whom ${quorum} had to sign` : ''}` : 'the log names';
  return [
    `  ${witnessed.length === 1 ? 'one witness' : `${witnessed.length} witnesses`} that ${whose}:`,
    ...witnessed.map(({ name, size: signed, at }) => {
      if (at === null) return `    ${name} has signed nothing of it`;
      const upTo = signed === size ? 'all of it' : `its first ${signed} bulletins`;
      return `    ${name} signed ${upTo} at ${at}`;
    }),
    ...(promised.quorum === 0
      ? []
      : [
          `  the log promises that ${promised.quorum} of the ${promised.of} in its manifest sign each head: ${promised.signed} signed the newest${promised.signed < promised.quorum ? ', which may still wait for the rest' : ''}`,
        ]),
  ];
}

/** What follows from the witnesses about whether everybody was given the same log. */
function splitViewLine({ witnessed, quorum, size }: LogVerdict, o: { since: number; witnesses: number }): string {
  const same = 'that everybody was given the same log';
  if (o.witnesses === 0) {
    const kept = o.since > 0 ? ' Up to the head you kept, it is the log you were given then.' : '';
    const own = witnessed.length > 0 ? 'The witnesses above were named by the log itself. ' : '';
    return `Nor ${same}: ${own}Name witnesses whose keys you have from themselves (--witness), or compare heads (--since).${kept}`;
  }
  const upTo = witnessedUpTo(witnessed, Math.max(1, quorum)) ?? 0;
  if (upTo === 0) return `Nor ${same}: none of the witnesses you named has signed it.`;
  const whole = upTo === size ? 'all of it' : `its first ${upTo} bulletins`;
  const whom = quorum > 1 ? `any ${quorum} of your witnesses` : 'a witness of yours that signed it';
  return `As for whether everybody was given the same log: ${whole} is what your witnesses were shown; to show you another, ${whom} would have had to lie.`;
}
