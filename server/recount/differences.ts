import type { Count, Snapshot } from '../../shared/snapshot.ts';

/** One figure that is kept and cannot be rebuilt from the rows. */
export interface Difference {
  /** Snapshot in which it first stands so. */
  readonly number: number;
  readonly asOf: string;
  readonly what: 'snapshot' | 'depth' | 'bulletin' | 'bytes' | 'sum' | 'curve';
  readonly area: string | null;
  readonly channel: string | null;
  readonly measure: 'registered' | 'issued' | 'cast' | 'sha256';
  readonly kept: number | string;
  readonly recounted: number | string;
}

/** Recounted figures of any area and channel. */
export interface Sums {
  readonly root: string;
  of(area: string, channel: string): { readonly registered: number; readonly issued: number; readonly cast: number };
}

const NOTHING: Count = { registered: 0, issued: 0, turnoutPct: null };

/** Where a snapshot's figures are not those of the recount: each area and channel, then the totals. */
export function differencesOf(snapshot: Snapshot, sums: Sums, where: { number: number; asOf: string }): Difference[] {
  const found: Difference[] = [];
  const check = (area: string, channel: string, measure: Difference['measure'], kept: number, recounted: number) => {
    if (kept !== recounted) found.push({ ...where, what: 'snapshot', area, channel, measure, kept, recounted });
  };
  const { areas } = snapshot;
  const channels = Object.keys(areas.byChannel);
  areas.codes.forEach((code, index) => {
    const all = { registered: 0, issued: 0, cast: 0 };
    for (const channel of channels) {
      const counts = areas.byChannel[channel]!;
      const expected = sums.of(code, channel);
      all.registered += expected.registered;
      all.issued += expected.issued;
      all.cast += expected.cast;
      check(code, channel, 'registered', counts.registered[index]!, expected.registered);
      check(code, channel, 'issued', counts.issued[index]!, expected.issued);
      check(code, channel, 'cast', counts.cast?.[index] ?? 0, expected.cast);
    }
    check(code, 'all', 'registered', areas.registered[index]!, all.registered);
    check(code, 'all', 'issued', areas.issued[index]!, all.issued);
    check(code, 'all', 'cast', areas.cast?.[index] ?? 0, all.cast);
  });
  const total = { registered: 0, issued: 0, cast: 0 };
  for (const channel of channels) {
    const expected = sums.of(sums.root, channel);
    const count = snapshot.channels[channel] ?? NOTHING;
    total.registered += expected.registered;
    total.issued += expected.issued;
    total.cast += expected.cast;
    check(sums.root, channel, 'registered', count.registered, expected.registered);
    check(sums.root, channel, 'issued', count.issued, expected.issued);
    check(sums.root, channel, 'cast', count.cast ?? 0, expected.cast);
  }
  check(sums.root, 'all', 'registered', snapshot.total.registered, total.registered);
  check(sums.root, 'all', 'issued', snapshot.total.issued, total.issued);
  check(sums.root, 'all', 'cast', snapshot.total.cast ?? 0, total.cast);
  return found;
}
