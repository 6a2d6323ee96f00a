import { pointsBetween, turnoutPctShort } from './turnout.ts';

/** Shown where a number does not exist: nobody is registered, or nothing was counted. */
export const NOTHING = '—';

const MINUS = '−';
const listFormats = new Map<string, Intl.ListFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numbers(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${lang} ${JSON.stringify(options)}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(lang, options);
    numberFormats.set(key, format);
  }
  return format;
}

function dates(lang: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${JSON.stringify(options)}`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(lang, { timeZone: zone, ...options });
    dateFormats.set(key, format);
  }
  return format;
}

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

  /** `41.87` without its sign, two decimals; `—` for `null`. */
  percentNumber(pct: number | null): string {
    if (pct === null) return NOTHING;
    return withMinus(numbers(this.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(pct));
  }

  /** `41.87%` as the language writes it. */
  percent(pct: number | null): string {
    if (pct === null) return NOTHING;
    return `${this.percentNumber(pct)}${this.percentSign()}`;
  }

  /** `41.9`: one decimal, computed from the counts so that it is not rounded twice. */
  percentShort(issued: number, registered: number): string {
    const pct = turnoutPctShort(issued, registered);
    if (pct === null) return NOTHING;
    return withMinus(numbers(this.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(pct));
  }

  /** The percent sign with the space that the language puts before it. */
  percentSign(): string {
    const parts = numbers(this.lang, { style: 'percent' }).formatToParts(0.5);
    return parts
      .filter((part) => part.type === 'percentSign' || part.type === 'literal')
      .map((part) => part.value)
      .join('');
  }

  /** `+0.85`, `−1.20`: percentage points from one percentage to a later one; `—` where either is missing. */
  points(laterPct: number | null, earlierPct: number | null): string {
    return this.pointsAlone(pointsBetween(laterPct, earlierPct));
  }

  /** `+0.85`: a difference in percentage points; `—` for `null`. */
  pointsAlone(points: number | null): string {
    if (points === null) return NOTHING;
    const options = { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' } as const;
    return withMinus(numbers(this.lang, options).format(points));
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

  /** `29 June`. */
  day(instant: string | number): string {
    return dates(dayFirst(this.lang), this.zone, { day: 'numeric', month: 'long' }).format(new Date(instant));
  }

  /** `29 June 2020`. */
  date(instant: string | number): string {
    const options = { day: 'numeric', month: 'long', year: 'numeric' } as const;
    return dates(dayFirst(this.lang), this.zone, options).format(new Date(instant));
  }

  /** `29`: the day of the month alone, for an axis. */
  dayOfMonth(instant: number): string {
    return dates(this.lang, this.zone, { day: 'numeric' }).format(new Date(instant)).replace(/\D+$/u, '');
  }

  /** `25 June – 1 July 2020`, one day as that day. */
  days(from: string, to: string): string {
    const options = { day: 'numeric', month: 'long', year: 'numeric' } as const;
    const format = dates(dayFirst(this.lang), this.zone, options);
    return format.formatRange(new Date(from), new Date(to));
  }

  /** `A, B and C`: names as the language lists them. */
  list(names: readonly string[]): string {
    const lang = dayFirst(this.lang);
    const format = listFormats.get(lang) ?? new Intl.ListFormat(lang, { type: 'conjunction' });
    listFormats.set(lang, format);
    return format.format(names);
  }

  /** The zone's name as the language calls it, `Moscow Time`; its offset from UTC where it has no name. */
  zoneName(instant: string | number): string {
    const named = this.#zonePart(instant, 'shortGeneric');
    if (/^(GMT|UTC)/u.test(named)) return this.#zonePart(instant, 'short');
    // A browser that knows no name in this language gives the English one of the city.
    const foreign = this.lang !== 'en' && named === this.zone.split('/').at(-1)?.replaceAll('_', ' ');
    return foreign ? this.#zonePart(instant, 'long').replace(/,.*$/u, '') : named;
  }

  #zonePart(instant: string | number, timeZoneName: 'shortGeneric' | 'short' | 'long'): string {
    const parts = dates(this.lang, this.zone, { timeZoneName, hour: 'numeric' }).formatToParts(new Date(instant));
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? this.zone;
  }

  /** `0:24`, `12:07`, `3:05:00`: an age as a clock, whole seconds, never negative. */
  clock(ms: number): string {
    const seconds = Math.floor(Math.max(0, ms) / 1000);
    const two = (n: number) => String(n).padStart(2, '0');
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  }

  /** `12 minutes`: an age in words, in its largest whole unit. */
  duration(ms: number): string {
    const seconds = Math.floor(Math.max(0, ms) / 1000);
    const [value, unit] =
      seconds < 60
        ? [seconds, 'second']
        : seconds < 3600
          ? [Math.floor(seconds / 60), 'minute']
          : seconds < 172_800
            ? [Math.floor(seconds / 3600), 'hour']
            : [Math.floor(seconds / 86_400), 'day'];
    return numbers(this.lang, { style: 'unit', unit, unitDisplay: 'long' } as Intl.NumberFormatOptions).format(value);
  }
}

/** English on these screens writes the day before the month, as the elections' countries do. */
function dayFirst(lang: string): string {
  return lang === 'en' ? 'en-GB' : lang;
}

function withMinus(text: string): string {
  return text.replace('-', MINUS);
}
