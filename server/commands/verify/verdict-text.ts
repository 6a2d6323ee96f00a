import type { LogProblem, LogVerdict } from '../../../shared/bulletin-log/problem.ts';

/** What was proved of a log, line by line, and what no such proof can show. */
export function verdictLines(verdict: LogVerdict, o: { since: number; keyGiven: boolean }): string[] {
  const { hours, witnesses, quorum } = verdict;
  const mode = verdict.mode === 'live' ? '' : ' This is a rehearsal: its numbers are no election result.';
  return [
    `${verdict.election}, log ${verdict.origin}: ${verdict.size} bulletins, root ${verdict.root}.${mode}`,
    '',
    'Proved from the files alone:',
    `  the head is signed with ${o.keyGiven ? 'the key you gave' : 'the key its own manifest names'}`,
    quorum === 0
      ? '  the log promises no witnesses'
      : `  ${witnesses.length} of ${quorum} promised witnesses signed it${witnesses.map(({ name, at }) => `; ${name} at ${at}`).join('')}`,
    `  ${verdict.size} leaves make up the signed root`,
    `  ${verdict.files} files are, byte for byte, those that were logged`,
    `  ${verdict.sums} sums and percentages were done again and agree`,
    `  ${hours.promised} promised hours so far: ${hours.counted} counted, ${hours.explained} explained by a notice`,
    `  ${verdict.corrections} corrections, each beside what it corrects`,
    `  ${verdict.earlierHeads} heads given out earlier are beginnings of this log${o.since > 0 ? ', yours among them' : ''}`,
    '',
    'What this cannot show: that the numbers are true, only that they were not changed since; and, without witnesses or a head kept from',
    'earlier (--since), that everybody was given the same log.',
  ];
}

/** What is wrong, the hour first. */
export function problemText({ fault, number, hour, detail }: LogProblem): string {
  const where = hour ?? (number === null ? 'the log' : `bulletin ${number}`);
  return `${where}: ${detail} (${fault})`;
}
