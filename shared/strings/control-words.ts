import { type MsgFn, str } from '@lit/localize';

/** Words of the public page's controls: pausing, the open chart, tiles or map, searching. */
export function controlWords(msg: MsgFn) {
  return {
    pause: msg('Pause', { id: 'pause', desc: 'A button: the numbers on the page stop changing' }),
    resume: msg('Resume', { id: 'resume' }),
    paused: msg('paused', { id: 'paused', desc: 'Beside the button that stopped the page' }),
    pausedBanner: (day: string, time: string, age: string) =>
      msg(
        str`Paused at the count of ${time}, ${day}, which was ${age} old then. Nothing here changes until you resume.`,
        { id: 'pausedBanner' },
      ),
    viewAs: msg('Show as', { id: 'viewAs', desc: 'Before a choice: tiles or map' }),
    viewTiles: msg('Tiles', { id: 'viewTiles' }),
    viewMap: msg('Map', { id: 'viewMap' }),
    openChart: msg('Open the chart', { id: 'openChart' }),
    closeChart: msg('Close the chart', { id: 'closeChart' }),
    chartFailed: msg('The chart could not be loaded. Close it and open it again.', { id: 'chartFailed' }),
    drawnBy: msg('Time', { id: 'drawnBy', desc: 'Before a choice: as counted, or as issued' }),
    drawnByKnown: msg('as counted', { id: 'drawnByKnown' }),
    drawnByOccurred: msg('as issued', { id: 'drawnByOccurred', desc: 'By the time the ballots were issued' }),
    chartLines: msg('Lines', { id: 'chartLines', desc: 'Before the chart’s lines, to show or hide' }),
    readPoint: msg('Read a point', { id: 'readPoint', desc: 'A slider along the chart' }),
    chartTable: (points: string) => msg(str`All ${points} points as a table`, { id: 'chartTable' }),
    time: msg('Time', { id: 'time', desc: 'Head of a column' }),
    curveFile: msg('Curve, CSV', { id: 'curveFile' }),
    matching: (shown: string, all: string) =>
      msg(str`${shown} of ${all} districts shown`, { id: 'matching', desc: 'After a search' }),
  };
}
