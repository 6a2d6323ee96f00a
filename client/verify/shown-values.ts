import type { Format } from '../../shared/format.ts';
import type { ShownValues } from '../../shared/strings/verify/finding-words.ts';
import { shortened } from '../../shared/strings/verify/shortened.ts';
import { isolated } from '../../shared/strings.ts';

/** What a finding is about as the page shows it in the language of `format`. */
export function shownIn(format: Format): ShownValues {
  const text = (value: string) => isolated(format.lang, shortened(value));
  return {
    number: (n) => format.exact(n),
    hour: (hour) => hourText(hour, format) ?? text(hour),
    text,
  };
}

/** `29 June 2020, 14:00`: an hour as people name it, in the election's zone; `null` where the text names none. */
export function hourText(hour: string, format: Format): string | null {
  const [named, day, time, minute = ':00', offset = ''] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2})(:\d{2})?([+-]\d{2}:\d{2}|Z)?$/u.exec(hour) ?? [];
  // The zone's own wall clock: read and written as though it were UTC.
  const at = `${day}T${time}${minute}:00Z`;
  if (named === undefined || Number.isNaN(Date.parse(at))) return null;
  const told = `${format.date(at)}, ${format.time(at)}`;
  return offset === '' ? told : `${told} (${isolated(format.lang, offset)})`;
}
