import type { IngestRule } from './ingest-rules.ts';

/** When each rule is met, and for what a person has to look at, when that is over by itself. */
export const RULE_MEANINGS = {
  malformed: {
    met: 'a field is missing, unknown, of another kind, out of bounds, or does not go with the others',
    over: null,
  },
  'unknown-area': { met: 'no such area in the election', over: null },
  'unknown-channel': { met: 'no such channel in the election', over: null },
  'wrong-feed': {
    met: 'a single ballot where reports are counted, a report where ballots are, or an area that is no precinct of the channel',
    over: null,
  },
  'wrong-mode': { met: 'the line says it is meant for a database of the other mode', over: null },
  'cast-carries-voter': { met: 'a ballot cast that names a voter', over: null },
  'corrects-unknown': { met: 'what it corrects or cancels was not sent by this source for this precinct', over: null },
  'already-corrected': { met: 'another report corrected the same one before', over: null },
  'already-cancelled': { met: 'another row cancelled the same ballot before', over: null },
  'key-may-not': { met: 'the source may send for another channel or area only', over: null },
  'seq-conflict': {
    met: 'the source sent another content under this number before; what was stored first stays',
    over: 'never by itself',
  },
  future: { met: "it is for an instant after the snapshot's", over: 'its time has come; it counts from then on' },
  'before-election': { met: 'it is for an instant before the first opening', over: 'the report is corrected' },
  falls: {
    met: 'a report stands below the one before it',
    over: 'either report is corrected, so that it does not fall any more',
  },
  'above-electorate': { met: 'more ballots issued than electors registered', over: 'there are as many electors again' },
  'outside-hours': {
    met: "a ballot, or a figure that changed, outside the channel's hours in the area's zone",
    over: 'the report is corrected',
  },
  'cast-above-issued': {
    met: 'more ballots cast than issued, where re-votes are not declared',
    over: 'as many are issued',
  },
  hole: { met: "numbers of a source missing for five minutes of the database's clock", over: 'they are sent' },
  silence: {
    met: 'a source of single ballots not heard for five minutes while its channel is open where it sends for',
    over: 'it is heard, or its polls close',
  },
  'zero-electorate': { met: 'ballots issued where nobody is registered', over: 'somebody is registered' },
} as const satisfies Record<IngestRule, { readonly met: string; readonly over: string | null }>;
