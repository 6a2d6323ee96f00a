import type { ElectionDescription } from './election.ts';
import type { Speech } from './speech.ts';

/** What the curve is called: by the day in an election of several, else by the hour. */
export function curveTitle({ opensAt, closesAt }: ElectionDescription, { strings, format }: Speech): string {
  return format.date(opensAt) === format.date(closesAt) ? strings.curveByHour : strings.curveByDay;
}
