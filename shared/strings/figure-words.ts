import { type MsgFn, str } from '@lit/localize';
import { countedIn } from './counted.ts';

/** Words for the figures themselves: turnout, ballots, coverage, districts. */
export function figureWords(msg: MsgFn, lang: string) {
  const counted = countedIn(lang);
  return {
    turnout: msg('Turnout', { id: 'turnout' }),
    rehearsal: msg('Rehearsal', { id: 'rehearsal', desc: 'Written across every screen that shows simulated numbers' }),
    total: msg('Total', { id: 'total' }),
    /** The number stands before it, set apart. */
    issued: counted({
      zero: () => msg('ballots issued', { id: 'issued.zero' }),
      one: () => msg('ballot issued', { id: 'issued.one', desc: 'After the number, which is printed larger' }),
      two: () => msg('ballots issued', { id: 'issued.two' }),
      few: () => msg('ballots issued', { id: 'issued.few' }),
      many: () => msg('ballots issued', { id: 'issued.many' }),
      other: () => msg('ballots issued', { id: 'issued.other' }),
    }),
    issuedSince: (rise: string) =>
      msg(str`${rise} issued`, { id: 'issuedSince', desc: 'Ballots of the last hour: +494,575 issued' }),
    issuedShort: msg('issued', { id: 'issuedShort', desc: 'Head of a column of ballots issued' }),
    /** The number stands before it, set apart. */
    registered: counted({
      zero: () => msg('registered', { id: 'registered.zero' }),
      one: () => msg('registered', { id: 'registered.one', desc: 'After the number of registered voters' }),
      two: () => msg('registered', { id: 'registered.two' }),
      few: () => msg('registered', { id: 'registered.few' }),
      many: () => msg('registered', { id: 'registered.many' }),
      other: () => msg('registered', { id: 'registered.other' }),
    }),
    registeredShort: msg('registered', { id: 'registeredShort', desc: 'Head of a column of registered voters' }),
    ofRegistered: (registered: string) =>
      msg(str`of ${registered}`, { id: 'ofRegistered', desc: 'Below the ballots issued: “of 1,190,726” registered' }),
    status: {
      before: msg('before opening', { id: 'status.before' }),
      provisional: msg('provisional', { id: 'status.provisional' }),
      final: msg('final', { id: 'status.final' }),
    },
    merged: counted({
      zero: (n) => msg(str`covers ${n} minutes`, { id: 'merged.zero' }),
      one: (n) => msg(str`covers ${n} minute`, { id: 'merged.one', desc: 'How many minutes one snapshot stands for' }),
      two: (n) => msg(str`covers ${n} minutes`, { id: 'merged.two' }),
      few: (n) => msg(str`covers ${n} minutes`, { id: 'merged.few' }),
      many: (n) => msg(str`covers ${n} minutes`, { id: 'merged.many' }),
      other: (n) => msg(str`covers ${n} minutes`, { id: 'merged.other' }),
    }),
    lateRows: counted({
      zero: (n) => msg(str`${n} late entries counted`, { id: 'lateRows.zero' }),
      one: (n) => msg(str`${n} late entry counted`, { id: 'lateRows.one' }),
      two: (n) => msg(str`${n} late entries counted`, { id: 'lateRows.two' }),
      few: (n) => msg(str`${n} late entries counted`, { id: 'lateRows.few' }),
      many: (n) => msg(str`${n} late entries counted`, { id: 'lateRows.many' }),
      other: (n) => msg(str`${n} late entries counted`, { id: 'lateRows.other' }),
    }),
    corrections: counted({
      zero: (n) => msg(str`${n} corrections in this count`, { id: 'corrections.zero' }),
      one: (n) => msg(str`${n} correction in this count`, { id: 'corrections.one' }),
      two: (n) => msg(str`${n} corrections in this count`, { id: 'corrections.two' }),
      few: (n) => msg(str`${n} corrections in this count`, { id: 'corrections.few' }),
      many: (n) => msg(str`${n} corrections in this count`, { id: 'corrections.many' }),
      other: (n) => msg(str`${n} corrections in this count`, { id: 'corrections.other' }),
    }),
    noCorrections: msg('no corrections in this count', { id: 'noCorrections' }),
    points: msg('pp', { id: 'points', desc: 'Percentage points, abbreviated' }),
    highest: msg('Highest', { id: 'highest', desc: 'Head of a list of districts' }),
    lowest: msg('Lowest', { id: 'lowest', desc: 'Head of a list of districts' }),
    districts: msg('Districts', { id: 'districts' }),
    district: msg('District', { id: 'district' }),
    noRegister: msg('no register', { id: 'noRegister', desc: 'Of a district where nobody is registered' }),
    since: (time: string) => msg(str`since ${time}`, { id: 'since', desc: 'After a change: since 13:00' }),
    uncounted: msg('nothing counted yet', { id: 'uncounted', desc: 'Of one district' }),
    uncountedIn: (names: string) =>
      msg(str`Nothing counted yet in ${names}.`, { id: 'uncountedIn', desc: 'A list of districts' }),
    pair: (first: string, second: string) =>
      msg(str`${first}, ${second}`, { id: 'pair', desc: 'Two things side by side: 29 June, 14:00' }),
    more: (n: string) => msg(str`${n} more`, { id: 'more', desc: 'Last of a list of districts: and 12 more' }),
  };
}
