import { type MsgFn, str } from '@lit/localize';
import { countedIn, pluralRulesOf } from './counted.ts';

/** Words for how much of the election is in the numbers, and whether its sources are heard. */
export function coverageWords(msg: MsgFn, lang: string) {
  const counted = countedIn(lang);
  return {
    /** `feeds` chooses the form; everything else is text. */
    coverage: (reported: string, feeds: number, all: string, share: string) =>
      coverage(msg, lang, feeds, { reported, all, share }),
    complete: counted({
      zero: (n) => msg(str`All ${n} precinct counts are in`, { id: 'complete.zero' }),
      one: (n) => msg(str`The only precinct count is in (${n})`, { id: 'complete.one', desc: 'Every count has come' }),
      two: (n) => msg(str`All ${n} precinct counts are in`, { id: 'complete.two' }),
      few: (n) => msg(str`All ${n} precinct counts are in`, { id: 'complete.few' }),
      many: (n) => msg(str`All ${n} precinct counts are in`, { id: 'complete.many' }),
      other: (n) => msg(str`All ${n} precinct counts are in`, { id: 'complete.other' }),
    }),
    oldestCount: (day: string, time: string) =>
      msg(str`oldest from ${day}, ${time}`, {
        id: 'oldestCount',
        desc: 'The oldest precinct count; goes on a sentence',
      }),
    lastHeard: (clock: string) => msg(str`a source was last heard ${clock} ago`, { id: 'lastHeard' }),
    neverHeard: msg('no source heard yet', { id: 'neverHeard' }),
    silentSources: counted({
      zero: (n) => msg(str`${n} sources silent`, { id: 'silentSources.zero' }),
      one: (n) => msg(str`${n} source silent`, { id: 'silentSources.one', desc: 'A source sends ballots issued' }),
      two: (n) => msg(str`${n} sources silent`, { id: 'silentSources.two' }),
      few: (n) => msg(str`${n} sources silent`, { id: 'silentSources.few' }),
      many: (n) => msg(str`${n} sources silent`, { id: 'silentSources.many' }),
      other: (n) => msg(str`${n} sources silent`, { id: 'silentSources.other' }),
    }),
  };
}

interface Coverage {
  readonly reported: string;
  readonly all: string;
  readonly share: string;
}

/** By the number of all counts: “of 2,771 precinct counts” is where languages differ. */
function coverage(msg: MsgFn, lang: string, feeds: number, { reported, all, share }: Coverage): string {
  switch (pluralRulesOf(lang).select(feeds)) {
    case 'zero':
      return msg(str`${reported} of ${all} precinct counts heard, with ${share} of the register`, {
        id: 'coverage.zero',
      });
    case 'one':
      return msg(str`${reported} of ${all} precinct counts heard, with ${share} of the register`, {
        id: 'coverage.one',
      });
    case 'two':
      return msg(str`${reported} of ${all} precinct counts heard, with ${share} of the register`, {
        id: 'coverage.two',
      });
    case 'few':
      return msg(str`${reported} of ${all} precinct counts heard, with ${share} of the register`, {
        id: 'coverage.few',
      });
    case 'many':
      return msg(str`${reported} of ${all} precinct counts heard, with ${share} of the register`, {
        id: 'coverage.many',
      });
    case 'other':
      return msg(str`${reported} of ${all} precinct counts heard, with ${share} of the register`, {
        id: 'coverage.other',
      });
  }
}
