/** How a language writes numbers: what stands between groups of three digits, and before decimals. */
const WRITTEN: Readonly<Record<string, { readonly group: RegExp; readonly decimal: string }>> = {
  en: { group: /,/u, decimal: '.' },
  ru: { group: /[\u00a0\u202f]/u, decimal: ',' },
  ar: { group: /[,٬]/u, decimal: '.' },
};

/**
 * The number, or percentage, that a text on a screen says, read without any of the program's own code; `null` for a dash.
 *
 * @throws TypeError for a text that is no number in that language, or has its groups where none belong
 */
export function readNumber(text: string, lang: string): number | null {
  const trimmed = text
    .replace(/\s+/gu, (space) => (/[\u00a0\u202f]/u.test(space) ? space : ''))
    .replace(/[\u061c\u200e\u200f]/gu, '')
    .replace(/[\u00a0]?%$/u, '');
  if (trimmed === '—') return null;
  const written = WRITTEN[lang];
  if (written === undefined) throw new TypeError(`nobody has told how ${lang} writes numbers`);
  const [whole = '', ...decimals] = trimmed.split(written.decimal);
  const groups = whole.split(written.group);
  const fits = groups.every((digits, i) => (i === 0 ? /^\d{1,3}$/u : /^\d{3}$/u).test(digits)) || /^\d+$/u.test(whole);
  if (!fits || decimals.length > 1 || decimals.some((digits) => !/^\d+$/u.test(digits)))
    throw new TypeError(`“${text}” is no number in ${lang}`);
  return Number([groups.join(''), ...decimals].join('.'));
}
