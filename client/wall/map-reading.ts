import { type District, isUncounted, levelOf, ranked, shortName } from '../../shared/districts.ts';
import { strongestText } from '../../shared/sentences.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Speech } from '../../shared/speech.ts';
import { isolated } from '../../shared/strings.ts';
import { pointsBetween } from '../../shared/turnout.ts';
import { changeClassesOf, type Rise, risesOf } from './change-classes.ts';

/** A line of one of the two lists beside the map; `code` is empty where it stands for many districts. */
export interface MapRow {
  readonly code: string;
  readonly name: string;
  readonly value: string;
}

/** What the map says: the last hour's rises, or, before an hour was frozen to compare with, how far each district has come. */
export interface MapReading {
  readonly kind: 'change' | 'level';
  /** Class 1 … 5 of each district that has one. */
  readonly byCode: ReadonlyMap<string, number>;
  /** How many districts of the map are in each class; of all districts while there is no map. */
  readonly sizes: readonly number[];
  /** Between the classes, as text. */
  readonly breaks: readonly string[];
  /** The finding. */
  readonly title: string;
  /** What is drawn; empty where there is nothing. */
  readonly subject: string;
  readonly upLabel: string;
  readonly up: readonly MapRow[];
  readonly downLabel: string;
  /** Classes that the two lists begin in. */
  readonly ends: readonly [up: number, down: number];
  readonly down: readonly MapRow[];
  /** Codes to name on the map. */
  readonly named: readonly string[];
}

/** Names at each end: two on the map, four in the lists. */
const NAMED = 2;
const LISTED = 4;
const LEVEL_BREAKS = [20, 40, 60, 80];

/** @param drawn codes of the districts that the map has */
export function readMap(
  districts: readonly District[],
  snapshot: Snapshot,
  earlier: Snapshot | null,
  drawn: ReadonlySet<string>,
  speech: Speech,
): MapReading {
  const { strings } = speech;
  const country = pointsBetween(snapshot.total.turnoutPct, earlier?.total.turnoutPct ?? null);
  const rises = risesOf(districts);
  if (earlier === null || country === null || rises.length === 0)
    return levels(districts, drawn, strings.noRise, speech);
  // Once voting is over, or at night, nobody rose fastest.
  const rose = snapshot.status !== 'final' && rises.some(({ points }) => points > 0);
  return rose ? changes(rises, country, earlier.asOf, drawn, speech) : levels(districts, drawn, '', speech);
}

function changes(
  rises: readonly Rise[],
  country: number,
  since: string,
  drawn: ReadonlySet<string>,
  speech: Speech,
): MapReading {
  const { strings, format, name } = speech;
  const classes = changeClassesOf(rises, country);
  const row = ({ district: { code, names }, points }: Rise): MapRow => ({
    code,
    name: shortName(name(names)),
    value: format.pointsAlone(points),
  });
  const classOf = (rise: Rise | undefined) => classes.byCode.get(rise?.district.code ?? '') ?? 3;
  const slowest = rises.at(-1)?.points ?? 0;
  // When many share the smallest rise, naming some of them would say nothing.
  const alike = rises.filter(({ points }) => points === slowest);
  const many = alike.length > LISTED;
  const shown = rises.filter(({ district }) => drawn.has(district.code)).map(({ district }) => district.code);
  const few = Math.min(NAMED, Math.floor(shown.length / 2));
  return {
    kind: 'change' as const,
    byCode: classes.byCode,
    sizes: sizesOf(classes.byCode, drawn),
    breaks: classes.breaks.map((at) => breakText(at, format.lang)),
    title: strings.roseFastest(format.list(rises.slice(0, NAMED).map((rise) => isolated(speech.lang, row(rise).name)))),
    subject: strings.mapSubject(format.time(since), `${format.pointsAlone(country)} ${strings.points}`),
    upLabel: strings.pair(strings.fastest, strings.points),
    up: rises.slice(0, LISTED).map(row),
    downLabel: strings.pair(strings.slowest, strings.points),
    down: many
      ? [
          {
            code: '',
            name: strings.alike(alike.length, format.count(alike.length)),
            value: format.pointsAlone(slowest),
          },
        ]
      : rises.slice(-LISTED).toReversed().map(row),
    ends: [classOf(rises[0]), classOf(rises.at(-1))],
    named: [...shown.slice(0, few), ...(many || few === 0 ? [] : shown.slice(-few))],
  };
}

/** @param why no rises are told; empty where they are known and there are none */
function levels(districts: readonly District[], drawn: ReadonlySet<string>, why: string, speech: Speech): MapReading {
  const { strings, format, name } = speech;
  const order = ranked(districts.filter((district) => !isUncounted(district)));
  const classOf = ({ turnoutPct }: District) => levelOf(turnoutPct ?? 0);
  const row = ({ code, names, turnoutPct }: District): MapRow => ({
    code,
    name: shortName(name(names)),
    value: format.percentNumber(turnoutPct),
  });
  const shown = order.filter(({ code }) => drawn.has(code)).map(({ code }) => code);
  const few = Math.min(NAMED, Math.floor(shown.length / 2));
  const listed = Math.min(LISTED, Math.floor(order.length / 2));
  const byCode = new Map(order.map((district) => [district.code, classOf(district)]));
  return {
    kind: 'level',
    byCode,
    sizes: order.length === 0 ? [] : sizesOf(byCode, drawn),
    breaks: LEVEL_BREAKS.map((pct) => format.count(pct)),
    title: strongestText(order, speech) ?? strings.noRise,
    subject:
      order.length === 0
        ? ''
        : [strings.tilesUnit, why]
            .filter((text) => text !== '')
            .map((text) => `${text}.`)
            .join(' '),
    upLabel: strings.pair(strings.highest, format.percentSign()),
    up: order.slice(0, listed).map(row),
    downLabel: strings.pair(strings.lowest, format.percentSign()),
    down: listed === 0 ? [] : order.slice(-listed).toReversed().map(row),
    ends: [5, 1],
    named: [...shown.slice(0, few), ...(few === 0 ? [] : shown.slice(-few))],
  };
}

/** How many districts are in each of the classes 1 … 5, of those that are drawn where some are. */
function sizesOf(byCode: ReadonlyMap<string, number>, drawn: ReadonlySet<string>): number[] {
  const classes = [...byCode].filter(([code]) => drawn.size === 0 || drawn.has(code)).map(([, of]) => of);
  return [1, 2, 3, 4, 5].map((of) => classes.filter((each) => each === of).length);
}

const formats = new Map<string, Intl.NumberFormat>();

/** A break of the change map's legend: as many decimals as it has. */
function breakText(points: number, lang: string): string {
  const format =
    formats.get(lang) ?? new Intl.NumberFormat(lang, { signDisplay: 'exceptZero', maximumFractionDigits: 2 });
  formats.set(lang, format);
  return format.format(points).replace('-', '−');
}
