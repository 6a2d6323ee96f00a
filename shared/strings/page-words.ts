import { type MsgFn, str } from '@lit/localize';

/** Words of the public page, and of the curve wherever it stands. */
export function pageWords(msg: MsgFn) {
  return {
    curveByDay: msg('Day by day', { id: 'curveByDay' }),
    curveByHour: msg('Hour by hour', { id: 'curveByHour' }),
    strongestDaySoFar: (day: string, rise: string) =>
      msg(str`Strongest day so far: ${day}, ${rise}`, {
        id: 'strongestDaySoFar',
        desc: 'Title of the curve: 25 June, +9.23 pp',
      }),
    strongestDay: (day: string, rise: string) =>
      msg(str`Strongest day: ${day}, ${rise}`, { id: 'strongestDay', desc: 'The same, after voting' }),
    fastestHourSoFar: (from: string, to: string, rise: string) =>
      msg(str`Fastest hour so far: ${from} to ${to}, ${rise}`, {
        id: 'fastestHourSoFar',
        desc: 'Title of the curve: 09:00 to 10:00, +4.50 pp',
      }),
    fastestHour: (from: string, to: string, rise: string) =>
      msg(str`Fastest hour: ${from} to ${to}, ${rise}`, { id: 'fastestHour', desc: 'The same, after voting' }),
    curveUnit: msg('Turnout, % of registered voters', { id: 'curveUnit' }),
    publishedCount: msg('published count', { id: 'publishedCount', desc: 'Key of the curve: its rings' }),
    counted: msg('counted', { id: 'counted', desc: 'Key of the curve: its line' }),
    betweenCounts: msg('between counts', {
      id: 'betweenCounts',
      desc: 'Key of the curve: its line, between the rings',
    }),
    byOccurrence: (day: string, time: string) =>
      msg(str`Up to ${time}, ${day}: by the time ballots were issued; from then: as counted.`, { id: 'byOccurrence' }),
    noCurve: msg('The curve begins with the first count.', { id: 'noCurve' }),
    headline: (time: string, day: string, percent: string) =>
      msg(str`By ${time} on ${day}, ${percent} of registered voters had been issued a ballot`, { id: 'headline' }),
    headlineBefore: (day: string, time: string) =>
      msg(str`Voting opens on ${day} at ${time}`, { id: 'headlineBefore' }),
    headlineFinal: (percent: string) =>
      msg(str`${percent} of registered voters were issued a ballot`, { id: 'headlineFinal' }),
    strongest: (highest: string, lowest: string) =>
      msg(str`Highest: ${highest}; lowest: ${lowest}`, {
        id: 'strongest',
        desc: 'Two districts’ names, as they stand in a list',
      }),
    spoken: (time: string, percent: string, issued: string) =>
      msg(str`At ${time}: turnout ${percent}, ${issued} ballots issued.`, {
        id: 'spoken',
        desc: 'Read out by a screen reader when a count arrives; under 160 characters',
      }),
    tilesUnit: msg('Turnout by district, % of registered voters', { id: 'tilesUnit' }),
    districtsAt: (time: string) => msg(str`Districts at ${time}`, { id: 'districtsAt' }),
    findDistrict: msg('Find a district', { id: 'findDistrict' }),
    scriptsOff: msg('Scripts are off, so this page stays at this count. Load it again for the newest.', {
      id: 'scriptsOff',
    }),
    allDistricts: msg('All districts', { id: 'allDistricts' }),
    inDistrict: msg('Inside this district', { id: 'inDistrict' }),
    unknownDistrict: (code: string) =>
      msg(str`No district called “${code}” is published here.`, { id: 'unknownDistrict' }),
    hashOf: msg('SHA-256 of its file', { id: 'hashOf', desc: 'Before a fingerprint; “its” is the snapshot' }),
    logUpTo: (number: string) =>
      msg(str`Log up to bulletin ${number}`, { id: 'logUpTo', desc: 'Before the fingerprint of the log of bulletins' }),
    logWitnesses: (signed: string, of: string) =>
      msg(str`witnesses who signed it: ${signed} of ${of}`, { id: 'logWitnesses', desc: 'Of the log of bulletins' }),
    logContradicted: msg('A witness contradicts this log', {
      id: 'logContradicted',
      desc: 'An observer organisation has signed another history than the one published',
    }),
    disputed: msg('† Territory marked as disputed in the map data; counted here as the source counts it.', {
      id: 'disputed',
      desc: 'Begins with the dagger that the districts carry',
    }),
    filesHeading: msg('Take the numbers', { id: 'filesHeading', desc: 'Head of the list of files' }),
    filesOf: (number: string) => msg(str`Files of snapshot ${number}; they never change.`, { id: 'filesOf' }),
    permalink: msg('Link to this moment', { id: 'permalink' }),
    simulatedHeading: msg('What is simulated', { id: 'simulatedHeading' }),
    definitionHeading: msg('What turnout means here', { id: 'definitionHeading' }),
    definition: msg(
      'Ballots issued, less those cancelled, divided by registered voters. Rounded to two decimals; shown as 100% only when everyone registered was issued a ballot. A dash stands where nobody is registered.',
      { id: 'definition' },
    ),
  };
}
