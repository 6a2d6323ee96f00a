import { type MsgFn, str } from '@lit/localize';
import { countedIn } from './counted.ts';

/** Words of a bulletin that is read out, fed or printed. */
export function bulletinWords(msg: MsgFn, lang: string) {
  const counted = countedIn(lang);
  return {
    bulletinRehearsal: msg('REHEARSAL: these numbers are simulated and are no election result.', {
      id: 'bulletinRehearsal',
      desc: 'Read out over the phone before the numbers',
    }),
    bulletinAt: (time: string, day: string, zone: string, figures: string) =>
      msg(str`At ${time} on ${day} (${zone}), ${figures}.`, { id: 'bulletinAt' }),
    bulletinIssued: counted({
      zero: (n) => msg(str`${n} ballots had been issued`, { id: 'bulletinIssued.zero' }),
      one: (n) => msg(str`${n} ballot had been issued`, { id: 'bulletinIssued.one' }),
      two: (n) => msg(str`${n} ballots had been issued`, { id: 'bulletinIssued.two' }),
      few: (n) => msg(str`${n} ballots had been issued`, { id: 'bulletinIssued.few' }),
      many: (n) => msg(str`${n} ballots had been issued`, { id: 'bulletinIssued.many' }),
      other: (n) => msg(str`${n} ballots had been issued`, { id: 'bulletinIssued.other' }),
    }),
    bulletinFigure: (issued: string, channel: string, percent: string, registered: string) =>
      msg(str`${issued} (${channel}), ${percent} of ${registered}`, {
        id: 'bulletinFigure',
        desc: '1,002,874 ballots had been issued (Online), 84.22% of 1,190,726 registered',
      }),
    bulletinNotCounted: (time: string, day: string, zone: string) =>
      msg(str`${time} on ${day} (${zone}) was not counted as it passed.`, { id: 'bulletinNotCounted' }),
    bulletinNumbered: (number: string, kind: string) =>
      msg(str`Bulletin ${number} (${kind})`, { id: 'bulletinNumbered' }),
    bulletinCorrects: (number: string) => msg(str`Corrects bulletin ${number}.`, { id: 'bulletinCorrects' }),
    bulletinCorrected: (number: string) =>
      msg(str`Do not use: corrected by bulletin ${number}.`, { id: 'bulletinCorrected' }),
    bulletinReason: (reason: string) => msg(str`Reason: ${reason}`, { id: 'bulletinReason' }),
    feedTitle: (election: string) => msg(str`Turnout bulletins: ${election}`, { id: 'feedTitle' }),
    readOut: msg('Read out', { id: 'readOut', desc: 'A link to the sentence that is read over the phone' }),
    feed: msg('Feed', { id: 'feed', desc: 'A link to the Atom feed' }),
    printed: msg('For printing', { id: 'printed', desc: 'A link to the printed form of a bulletin' }),
    checkLog: msg('Check the bulletins', { id: 'checkLog', desc: 'A link to the page that verifies their log' }),
    unknownBulletin: (number: string) => msg(str`Bulletin ${number} was not published yet.`, { id: 'unknownBulletin' }),
    bulletinChannel: msg('Channel', { id: 'bulletinChannel', desc: 'Head of a column: how ballots are issued' }),
    bulletinAsOf: msg('State at', { id: 'bulletinAsOf', desc: 'Before the instant of a bulletin' }),
    bulletinState: msg('Status', { id: 'bulletinState', desc: 'Before: frozen, checked, signed, published' }),
    bulletinStates: {
      frozen: msg('frozen', { id: 'bulletinStates.frozen' }),
      checked: msg('checked', { id: 'bulletinStates.checked' }),
      signed: msg('signed', { id: 'bulletinStates.signed' }),
      published: msg('published', { id: 'bulletinStates.published' }),
    },
    bulletinAddress: msg('Permanent address', { id: 'bulletinAddress' }),
    bulletinHash: msg('SHA-256 of the JSON file', { id: 'bulletinHash' }),
    bulletinLeaf: msg('Leaf of the log', { id: 'bulletinLeaf', desc: 'Before its index' }),
    bulletinUnlogged: msg('not in the log yet', { id: 'bulletinUnlogged' }),
    bulletinHead: msg('Head of the log', { id: 'bulletinHead' }),
    bulletinHeadSays: (size: string, root: string) =>
      msg(str`${size} leaves, root ${root}`, { id: 'bulletinHeadSays' }),
    checkedBy: msg('Checked by', { id: 'checkedBy', desc: 'Above a line for name, date and signature' }),
    signedBy: msg('Signed by', { id: 'signedBy', desc: 'Above a line for name, date and signature' }),
    signatureLine: msg('Name, date, signature', { id: 'signatureLine', desc: 'Below an empty line on paper' }),
  };
}
