import { isShownTwice } from './instant.ts';
import { pointsBetween, turnoutPctShort } from './turnout.ts';

/** Shown where a number does not exist: nobody is registered, or nothing was counted. */
export const NOTHING = '—';

const MINUS = '−';
const MINUTE_MS = 60_000;
const TWO_DECIMALS = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
/**
 * What `Intl` is asked for where it is not the language's bare tag. English writes the day before the month here, as the
 * elections' countries do. Arabic has European digits: they stand beside files, links and hashes that have no others, they
 * are read in every Arab country, and since CLDR 48 they are what `ar` itself says; an older browser is told to do likewise.
 */
const LOCALES: Readonly<Record<string, string>> = { en: 'en-GB', ar: 'ar-u-nu-latn' };

const localeOf = (lang: string) => LOCALES[lang] ?? lang;

/** Makes what is dear to make once for each key: a formatter takes 30 to 100 µs, a format one. */
function kept<K extends readonly unknown[], F>(make: (...key: K) => F): (...key: K) => F {
  const made = new Map<string, F>();
  return (...key) => {
    const name = JSON.stringify(key);
    const format = made.get(name) ?? make(...key);
    made.set(name, format);
    return format;
  };
}

const numbers = kept(
  (lang: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(localeOf(lang), options),
);
const distances = kept(
  (lang: string, style: 'long' | 'short') => new Intl.RelativeTimeFormat(localeOf(lang), { style }),
);
const lists = kept((lang: string) => new Intl.ListFormat(localeOf(lang), { type: 'conjunction' }));
/** Elections are dated by the Gregorian calendar, whichever one the language's country keeps. */
const dates = kept(
  (lang: string, timeZone: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(lang), { calendar: 'gregory', timeZone, ...options }),
);

/** Every number and time of the screens as text in one language, and times in one zone: the election's. */
export class Format {
  readonly lang: string;
  readonly zone: string;

  /** @param zone IANA name; every time this makes is in it, whatever the screen's own zone */
  constructor(lang: string, zone: string) {
    this.lang = lang;
    this.zone = zone;
  }

  /** `45,720,495`; a fall has U+2212. */
  count(n: number): string {
    return withMinus(numbers(this.lang, { maximumFractionDigits: 0 }).format(n));
  }

  /** `45,720,495.125`: a number to its last digit, whatever it is; two that differ never look alike. */
  exact(n: number): string {
    return withMinus(numbers(this.lang, { maximumFractionDigits: 20 }).format(n));
  }

  /** `154k`: a count where there is room for a few letters. */
  countShort(n: number): string {
    return withMinus(numbers(this.lang, { notation: 'compact' }).format(n));
  }

  /** `41.87` without its sign, two decimals; `—` for `null`. */
  percentNumber(pct: number | null): string {
    if (pct === null) return NOTHING;
    return withMinus(numbers(this.lang, TWO_DECIMALS).format(pct));
  }

  /** `41.87%` as the language writes it. */
  percent(pct: number | null): string {
    if (pct === null) return NOTHING;
    return withMinus(numbers(this.lang, { style: 'percent', ...TWO_DECIMALS }).format(pct / 100));
  }

  /** `41.9`: one decimal, computed from the counts so that it is not rounded twice. */
  percentShort(issued: number, registered: number): string {
    const pct = turnoutPctShort(issued, registered);
    if (pct === null) return NOTHING;
    return withMinus(numbers(this.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(pct));
  }

  /** `40%`: a whole percentage as the language writes it. */
  percentWhole(pct: number): string {
    return numbers(this.lang, { style: 'percent', maximumFractionDigits: 0 }).format(pct / 100);
  }

  /** The percent sign alone. */
  percentSign(): string {
    const parts = numbers(this.lang, { style: 'percent' }).formatToParts(0.5);
    return parts.find((part) => part.type === 'percentSign')?.value ?? '%';
  }

  /** `+0.85`, `−1.20`: percentage points from one percentage to a later one; `—` where either is missing. */
  points(laterPct: number | null, earlierPct: number | null): string {
    return this.pointsAlone(pointsBetween(laterPct, earlierPct));
  }

  /** `+0.85`: a difference in percentage points; `—` for `null`. */
  pointsAlone(points: number | null): string {
    if (points === null) return NOTHING;
    return withMinus(numbers(this.lang, { ...TWO_DECIMALS, signDisplay: 'exceptZero' }).format(points));
  }

  /** `+1,234`. */
  rise(n: number): string {
    return withMinus(numbers(this.lang, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(n));
  }

  /** `14:00`. */
  time(instant: string | number): string {
    const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    return dates(this.lang, this.zone, options).format(new Date(instant));
  }

  /** `14:00`; `03:00 EEST`, with the zone's name of that moment, where its clock shows that time twice. */
  timeAlone(instant: string | number): string {
    const time = this.time(instant);
    return this.#isShownTwice(instant) ? `${time} ${this.#zonePart(instant, 'short')}` : time;
  }

  /** `00:00–12:00`: two times of one day. */
  times(from: string, to: string): string {
    const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    return dates(this.lang, this.zone, options).formatRange(new Date(from), new Date(to));
  }

  /** `29 June`. */
  day(instant: string | number): string {
    return dates(this.lang, this.zone, { day: 'numeric', month: 'long' }).format(new Date(instant));
  }

  /** `29 June 2020`. */
  date(instant: string | number): string {
    const options = { day: 'numeric', month: 'long', year: 'numeric' } as const;
    return dates(this.lang, this.zone, options).format(new Date(instant));
  }

  /** `29`: the day of the month alone, for an axis. */
  dayOfMonth(instant: number): string {
    const parts = dates(this.lang, this.zone, { day: 'numeric' }).formatToParts(new Date(instant));
    return parts.find((part) => part.type === 'day')?.value ?? '';
  }

  /** `25 June – 1 July 2020`, one day as that day. */
  days(from: string, to: string): string {
    const options = { day: 'numeric', month: 'long', year: 'numeric' } as const;
    return dates(this.lang, this.zone, options).formatRange(new Date(from), new Date(to));
  }

  /** `A, B and C`: names as the language lists them. */
  list(names: readonly string[]): string {
    return lists(this.lang).format(names);
  }

  /**
   * The zone's name as the language calls it, `Moscow Time`; its offset from UTC where it has no name. While its clock shows a
   * time for the first or the second of two times, its name of that moment: `EEST`, then `EET`.
   */
  zoneName(instant: string | number): string {
    if (this.#isShownTwice(instant)) return this.#zonePart(instant, 'short');
    const named = this.#zonePart(instant, 'shortGeneric');
    if (/^(GMT|UTC)/u.test(named)) return this.#zonePart(instant, 'short');
    // Where a language has no name of its own for the city, the English one stands in it.
    const city = this.zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '';
    const mixed = named !== city && /[^\p{Script=Latin}\P{L}]/u.test(named);
    const foreign = this.lang !== 'en' && named.includes(city) && (named === city || mixed);
    // The long name says in Arabic that it is the standard time, which the short one does not.
    return foreign ? this.#zonePart(instant, 'long').replace(/,.*$| الرسمي$/u, '') : named;
  }

  #isShownTwice(instant: string | number): boolean {
    return isShownTwice(new Date(instant).getTime(), this.zone);
  }

  #zonePart(instant: string | number, timeZoneName: 'shortGeneric' | 'short' | 'long'): string {
    const parts = dates(this.lang, this.zone, { timeZoneName, hour: 'numeric' }).formatToParts(new Date(instant));
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? this.zone;
  }

  /** `0:24`, `12:07`, `3:05:00`: an age as a clock, whole seconds, never negative. */
  clock(ms: number): string {
    const seconds = Math.floor(Math.max(0, ms) / 1000);
    const two = (n: number) => numbers(this.lang, { minimumIntegerDigits: 2 }).format(n);
    const one = (n: number) => numbers(this.lang, { useGrouping: false }).format(n);
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return h > 0 ? `${one(h)}:${two(m)}:${two(s)}` : `${one(m)}:${two(s)}`;
  }

  /** `0:24`, and from a minute on `12 minutes`, or `12 min`: read as a clock, `12:00` would be a time of day. */
  age(ms: number, unitDisplay: 'long' | 'short' = 'long'): string {
    return ms < MINUTE_MS ? this.clock(ms) : this.duration(ms, unitDisplay);
  }

  /** `12 minutes`: an age in words, in its largest whole unit; `12 min` where there is little room. */
  duration(ms: number, unitDisplay: 'long' | 'short' = 'long'): string {
    const [value, unit] = inLargestUnit(ms);
    return numbers(this.lang, { style: 'unit', unit, unitDisplay } as Intl.NumberFormatOptions).format(value);
  }

  /** `12 minutes ago`, in its largest whole unit; `12 min ago` where there is little room. */
  ago(ms: number, style: 'long' | 'short' = 'long'): string {
    const [value, unit] = inLargestUnit(ms);
    return distances(this.lang, style).format(-value, unit);
  }

  /** `in 12 minutes`, in its largest whole unit. */
  ahead(ms: number): string {
    const [value, unit] = inLargestUnit(ms);
    return distances(this.lang, 'long').format(value, unit);
  }
}

/** A time's length in the largest unit it has one of whole, two days being the first that are told in days. */
function inLargestUnit(ms: number): [value: number, unit: 'second' | 'minute' | 'hour' | 'day'] {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  if (seconds < 60) return [seconds, 'second'];
  if (seconds < 3600) return [Math.floor(seconds / 60), 'minute'];
  return seconds < 172_800 ? [Math.floor(seconds / 3600), 'hour'] : [Math.floor(seconds / 86_400), 'day'];
}

function withMinus(text: string): string {
  return text.replace('-', MINUS);
}
