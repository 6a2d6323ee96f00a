import { type MsgFn, str } from '@lit/localize';
import { countedIn } from './counted.ts';

/** Words that only the wall says. */
export function wallWords(msg: MsgFn, lang: string) {
  const counted = countedIn(lang);
  return {
    dayOf: (day: string, of: string) => msg(str`Day ${day} of ${of}`, { id: 'dayOf', desc: 'Of the voting days' }),
    closedToday: msg('closed today', { id: 'closedToday', desc: 'Key of the tiles: polls closed for the night' }),
    nothingYet: msg('nothing counted yet', { id: 'nothingYet', desc: 'Key of the tiles: hatched ones' }),
    fastest: msg('Largest rise', { id: 'fastest', desc: 'Head of a list of districts' }),
    slowest: msg('Smallest rise', { id: 'slowest', desc: 'Head of a list of districts' }),
    rise: msg('Largest rise', { id: 'rise', desc: 'Head of a narrow list of districts; a unit and a time follow' }),
    alike: counted({
      zero: (n) => msg(str`${n} districts`, { id: 'alike.zero' }),
      one: (n) => msg(str`${n} district`, { id: 'alike.one', desc: 'In a list, instead of their names' }),
      two: (n) => msg(str`${n} districts`, { id: 'alike.two' }),
      few: (n) => msg(str`${n} districts`, { id: 'alike.few' }),
      many: (n) => msg(str`${n} districts`, { id: 'alike.many' }),
      other: (n) => msg(str`${n} districts`, { id: 'alike.other' }),
    }),
    qr: msg('QR code: link to this snapshot', { id: 'qr' }),
    pressSentence: (issued: string, registered: string) =>
      msg(str`${issued} of ${registered} registered voters have been issued a ballot.`, {
        id: 'pressSentence',
        desc: 'The one sentence under the one number, for cameras',
      }),
    roseFastest: (names: string) =>
      msg(str`${names} rose fastest`, { id: 'roseFastest', desc: 'One or two districts' }),
    unchanged: (time: string) =>
      msg(str`no change since ${time}`, { id: 'unchanged', desc: 'In the place of a rise: since 21:30' }),
    disputedKey: msg('† disputed in the map data', {
      id: 'disputedKey',
      desc: 'What a dagger beside a district means',
    }),
    logHead: (number: string) =>
      msg(str`log up to ${number}`, {
        id: 'logHead',
        desc: 'Narrow: the log of bulletins up to this number; the beginning of its fingerprint follows',
      }),
    noRise: msg('No hour to compare with yet', { id: 'noRise' }),
    mapSubject: (time: string, points: string) =>
      msg(str`Rise since ${time}: points below or above the country’s ${points}`, {
        id: 'mapSubject',
        desc: '+0.85 pp',
      }),
    onMap: counted({
      zero: (n) => msg(str`${n} districts on the map`, { id: 'onMap.zero' }),
      one: (n) => msg(str`${n} district on the map`, { id: 'onMap.one' }),
      two: (n) => msg(str`${n} districts on the map`, { id: 'onMap.two' }),
      few: (n) => msg(str`${n} districts on the map`, { id: 'onMap.few' }),
      many: (n) => msg(str`${n} districts on the map`, { id: 'onMap.many' }),
      other: (n) => msg(str`${n} districts on the map`, { id: 'onMap.other' }),
    }),
  };
}
