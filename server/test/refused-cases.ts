import type { DoorName, Sending, Sent } from './doors.ts';
import { day } from './sent-rows.ts';

/** A good ballot issued, with other fields where they are told. */
export const ballot = (seq: number, more: Sent = {}): Sent => ({
  seq,
  type: 'issued',
  area: 'N1',
  channel: 'online',
  occurredAt: day('09:00'),
  ...more,
});
/** A good report, likewise. */
export const report = (seq: number, more: Sent = {}): Sent => ({
  seq,
  area: 'N2',
  channel: 'station',
  asOf: day('09:00'),
  issued: 10,
  ...more,
});

/** Something that is refused: what is sent, good rows before it, and the answer: number and field. */
export interface Refusal {
  readonly sent: Pick<Sending, 'issues' | 'reports' | 'limits'>;
  readonly seq: number;
  readonly field: string;
  /** Doors that cannot say it at all. */
  readonly not?: readonly DoorName[];
}

/** By rule. */
export const REFUSED: Readonly<Record<string, readonly Refusal[]>> = {
  malformed: [
    { sent: { issues: [ballot(1, { type: 'returned' })] }, seq: 1, field: 'type' },
    { sent: { issues: [ballot(1), ballot(2, { cancels: 1 })] }, seq: 2, field: 'cancels' },
    { sent: { reports: [report(1, { issued: -1 })] }, seq: 1, field: 'issued' },
    { sent: { reports: [report(1, { cast: -1 })] }, seq: 1, field: 'cast' },
    { sent: { reports: [report(1, { registered: -1 })] }, seq: 1, field: 'registered' },
    // 2^31: counting could not add up many such.
    { sent: { reports: [report(1, { issued: 2_147_483_648 })] }, seq: 1, field: 'issued' },
    { sent: { reports: [report(1, { cast: 2_147_483_648 })] }, seq: 1, field: 'cast' },
    { sent: { reports: [report(1, { registered: 2_147_483_648 })] }, seq: 1, field: 'registered' },
  ],
  'unknown-area': [
    { sent: { issues: [ballot(1), ballot(2, { area: 'N9' })] }, seq: 2, field: 'area' },
    { sent: { reports: [report(1, { area: 'N9' })] }, seq: 1, field: 'area' },
  ],
  'unknown-channel': [
    { sent: { issues: [ballot(1, { channel: 'post' })] }, seq: 1, field: 'channel' },
    { sent: { reports: [report(1, { channel: 'post' })] }, seq: 1, field: 'channel' },
  ],
  'wrong-feed': [
    { sent: { issues: [ballot(1, { area: 'N2', channel: 'station' })] }, seq: 1, field: 'channel' },
    { sent: { reports: [report(1, { area: 'N1', channel: 'online' })] }, seq: 1, field: 'channel' },
    { sent: { reports: [report(1, { area: 'NORTH' })] }, seq: 1, field: 'channel' },
  ],
  // A file and a table have no column for it: what is put there is meant for this database.
  'wrong-mode': [{ sent: { issues: [ballot(1, { mode: 'live' })] }, seq: 1, field: 'mode', not: ['import', 'SQL'] }],
  'cast-carries-voter': [{ sent: { issues: [ballot(1, { type: 'cast', voter: 'AB 12' })] }, seq: 1, field: 'voter' }],
  'corrects-unknown': [
    { sent: { issues: [ballot(1, { type: 'cancelled', cancels: 7 })] }, seq: 1, field: 'cancels' },
    { sent: { reports: [report(1), report(2, { area: 'S1', corrects: 1 })] }, seq: 2, field: 'corrects' },
  ],
  'already-corrected': [
    {
      sent: { reports: [report(1), report(2, { corrects: 1 }), report(3, { corrects: 1 })] },
      seq: 3,
      field: 'corrects',
    },
  ],
  'already-cancelled': [
    {
      sent: {
        issues: [ballot(1), ballot(2, { type: 'cancelled', cancels: 1 }), ballot(3, { type: 'cancelled', cancels: 1 })],
      },
      seq: 3,
      field: 'cancels',
    },
  ],
  'key-may-not': [
    { sent: { limits: { area: 'SOUTH' }, issues: [ballot(1, { area: 'S1' }), ballot(2)] }, seq: 2, field: 'area' },
    { sent: { limits: { channel: 'online' }, reports: [report(1)] }, seq: 1, field: 'channel' },
  ],
};
