import type { Area, Areas } from '../../../shared/area.ts';
import type { BulletinListing } from '../../../shared/bulletin.ts';
import { curveOf } from '../../../shared/curve.ts';
import { correctionOf } from '../../../shared/page/corrected-view.ts';
import { FIRST_WISH } from '../../../shared/page/district-order.ts';
import type { PageAddress } from '../../../shared/page/page-address.ts';
import type { PageParts } from '../../../shared/page/page-parts.ts';
import { descriptionOfArea, snapshotOfArea } from '../../../shared/page/snapshot-of-area.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Speech } from '../../../shared/speech.ts';
import { curveSeries } from '../api/series.ts';
import type { ElectionPublication } from '../election-publication.ts';
import type { SnapshotEntry } from '../snapshot-shelf.ts';
import { publishedMap } from './published-map.ts';

const HOUR_MS = 3_600_000;

export interface PartsWish {
  readonly publication: ElectionPublication;
  readonly entry: SnapshotEntry;
  readonly address: PageAddress;
  /** Where the public reaches the server; `null` where it was not told. */
  readonly origin: string | null;
  readonly speech: Speech;
  /** Whose curve is drawn and whose figures stand for the whole; `null`: the election's. */
  readonly area: Area | null;
}

/** What a page of that snapshot says, out of the published files; `null` while one of them is made again. */
export async function readParts(wish: PartsWish): Promise<PageParts | null> {
  const { publication, entry, address, origin, speech, area } = wish;
  const { root } = publication;
  const whole = await readSnapshot(publication, entry);
  if (whole === null || root === undefined) return null;
  const areas = await readAreas(publication, whole.areas.revision);
  if (areas === null) return null;
  const before = await readEarlier(publication, entry.asOfMs);
  const ofArea = (snapshot: Snapshot) => (area === null ? snapshot : snapshotOfArea(snapshot, areas, area.code));
  const snapshot = ofArea(whole);
  const code = area?.code ?? root.code;
  const description = area === null ? publication.description : descriptionOfArea(publication.description, snapshot);
  return {
    description,
    snapshot,
    areas,
    earlier: before === null ? null : ofArea(before),
    curve: curveOf({
      description,
      root: code,
      occurred: curveSeries(publication, code, 'occurred', entry.asOfMs),
      known: curveSeries(publication, code, 'known', entry.asOfMs),
      recent: [],
      snapshot,
    }),
    // A district's page tells where it stands by its name alone.
    map: area === null ? publishedMap(publication.map) : null,
    sha256: entry.sha256,
    // A page of the past is the same for ever.
    log: address.snapshot === null ? publication.log.summary : null,
    corrected: correctionOf(publication.bulletins.listings, entry.number),
    address,
    origin,
    speech,
    age: null,
    paused: false,
    chart: 'closed',
    table: FIRST_WISH,
    spoken: '',
  };
}

async function readSnapshot({ snapshots }: ElectionPublication, entry: SnapshotEntry): Promise<Snapshot | null> {
  if (snapshots.latest?.number === entry.number) return snapshots.latest.snapshot;
  const kept = await snapshots.read(entry);
  return kept === null ? null : (JSON.parse(kept.identity.toString()) as Snapshot);
}

async function readAreas({ areas }: ElectionPublication, revision: string): Promise<Areas | null> {
  const kept = await areas.read(revision);
  return kept === null || kept === undefined ? null : (JSON.parse(kept.identity.toString()) as Areas);
}

/** What the newest bulletin of the last hour that was frozen an hour or more before says; `null` where none was. */
async function readEarlier({ bulletins }: ElectionPublication, asOfMs: number): Promise<Snapshot | null> {
  const frozen = bulletins.listings
    .filter(({ snapshot, asOf }) => snapshot !== null && Date.parse(asOf) <= asOfMs - HOUR_MS)
    .reduce<BulletinListing | null>(
      (newest, each) => (newest !== null && Date.parse(newest.asOf) > Date.parse(each.asOf) ? newest : each),
      null,
    );
  if (frozen === null) return null;
  const kept = await bulletins.read(frozen, 'json');
  return kept === null ? null : (JSON.parse(kept.identity.toString()) as { snapshot: Snapshot | null }).snapshot;
}
