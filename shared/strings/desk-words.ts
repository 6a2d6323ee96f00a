import { type MsgFn, str } from '@lit/localize';

/** Words for bulletins, and of the desk. */
export function deskWords(msg: MsgFn) {
  return {
    bulletin: (hour: string) =>
      msg(str`Bulletin ${hour}`, { id: 'bulletin', desc: 'The bulletin of an hour: Bulletin 14:00' }),
    bulletins: msg('Hourly bulletins', { id: 'bulletins' }),
    bulletinKinds: {
      opening: msg('opening', { id: 'bulletinKinds.opening' }),
      hourly: msg('hourly', { id: 'bulletinKinds.hourly' }),
      closing: msg('closing', { id: 'bulletinKinds.closing' }),
      final: msg('final', { id: 'bulletinKinds.final' }),
      notice: msg('not counted', { id: 'bulletinKinds.notice', desc: 'An hour that passed without a count' }),
      correction: msg('correction', { id: 'bulletinKinds.correction' }),
      zero: msg('zero', { id: 'bulletinKinds.zero', desc: 'A bulletin that shows all counts at zero before opening' }),
      manifest: msg('manifest', { id: 'bulletinKinds.manifest', desc: 'A bulletin that lists others' }),
    },
    bulletinFrozen: msg('frozen', { id: 'bulletinFrozen', desc: 'Of a bulletin: it does not change any more' }),
    bulletinChecked: msg('checked', {
      id: 'bulletinChecked',
      desc: 'Of a bulletin: a recount of all rows gave the same figures',
    }),
    bulletinDiffers: msg('recount differs', {
      id: 'bulletinDiffers',
      desc: 'Of a bulletin: a recount of all rows gave other figures than it has',
    }),
    bulletinSays: (issued: string, percent: string) =>
      msg(str`${issued} ballots issued, ${percent}`, { id: 'bulletinSays' }),
    noBulletin: msg('No hour has been frozen yet.', { id: 'noBulletin' }),
    noticeCell: msg('not counted as it passed', { id: 'noticeCell', desc: 'Of an hour' }),
    cumulative: msg('Cumulative', { id: 'cumulative', desc: 'A switch: since voting opened' }),
    increment: msg('Increase', { id: 'increment', desc: 'A switch: since the hour before' }),
    gridTitle: msg('Turnout by district and hour', { id: 'gridTitle' }),
    gridHelp: msg(
      'Percent of registered voters at each full hour, with ballots issued below it. Arrow keys, Home and End move through the grid.',
      { id: 'gridHelp' },
    ),
    clockAhead: (duration: string) =>
      msg(str`This screen’s clock is ahead of the server’s: ${duration}. The times shown are right.`, {
        id: 'clockAhead',
        desc: '5 minutes',
      }),
    clockBehind: (duration: string) =>
      msg(str`This screen’s clock is behind the server’s: ${duration}. The times shown are right.`, {
        id: 'clockBehind',
        desc: '5 minutes',
      }),
    loadingBulletins: (loaded: string, all: string) =>
      msg(str`Reading bulletins: ${loaded} of ${all}`, { id: 'loadingBulletins' }),
  };
}
