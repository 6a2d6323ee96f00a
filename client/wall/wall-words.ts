import { html, type TemplateResult } from 'lit';
import type { Counted } from '../../shared/strings/catalogue.ts';

/** Words that only the wall says, in one language. */
export interface WallWords {
  readonly dayOf: (day: number, of: number) => string;
  readonly closedToday: string;
  readonly nothingYet: string;
  readonly fastest: string;
  readonly slowest: string;
  readonly rise: string;
  readonly alike: Counted;
  readonly qr: string;
  /** Takes finished templates, so that the figures can be set apart. */
  readonly pressSentence: (issued: TemplateResult, registered: TemplateResult) => TemplateResult;
  readonly roseFastest: (names: readonly string[]) => string;
  readonly noRise: string;
  readonly mapSubject: (time: string, points: string) => string;
  readonly onMap: Counted;
}

const english = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const russianList = new Intl.ListFormat('ru', { type: 'conjunction' });
const russian = new Intl.PluralRules('ru');

function territories(n: number): string {
  const form = russian.select(n);
  return form === 'one' ? 'территория' : form === 'few' ? 'территории' : 'территорий';
}

const en: WallWords = {
  dayOf: (day, of) => `Day ${day} of ${of}`,
  closedToday: 'closed today',
  nothingYet: 'nothing counted yet',
  fastest: 'Largest rise',
  slowest: 'Smallest rise',
  rise: 'Largest rise',
  alike: (n, shown) => `${shown} ${n === 1 ? 'district' : 'districts'}`,
  qr: 'QR code: link to this snapshot',
  pressSentence: (issued, registered) => html`${issued} of ${registered} registered voters have been issued a ballot.`,
  roseFastest: (names) => `${english.format(names)} rose fastest`,
  noRise: 'No hour to compare with yet',
  mapSubject: (time, points) => `Rise since ${time}: points below or above the country’s ${points}`,
  onMap: (n, shown) => `${shown} ${n === 1 ? 'district' : 'districts'} on the map`,
};

const ru: WallWords = {
  dayOf: (day, of) => `День ${day} из ${of}`,
  closedToday: 'сегодня закрыто',
  nothingYet: 'пока не учтено',
  fastest: 'Больше всего прибавили',
  slowest: 'Меньше всего прибавили',
  rise: 'Прирост',
  alike: (n, shown) => `${shown} ${territories(n)}`,
  qr: 'QR-код: ссылка на этот снимок',
  pressSentence: (issued, registered) => html`${issued} из ${registered} избирателей в списках получили бюллетень.`,
  roseFastest: (names) => `Быстрее всех: ${russianList.format(names)}`,
  noRise: 'Пока не с чем сравнить',
  mapSubject: (time, points) => `Прирост с ${time}: на сколько п. п. меньше или больше, чем в стране (${points})`,
  onMap: (n, shown) => `На карте ${shown} ${territories(n)}`,
};

const languages: Readonly<Record<string, WallWords>> = { en, ru };

/** The wall's own words in a language; English where there are none. */
export function wallWordsOf(lang: string): WallWords {
  return languages[lang] ?? en;
}
