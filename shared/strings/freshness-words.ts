import { type MsgFn, str } from '@lit/localize';

/** Words for how far the numbers can be trusted: states, ages, what is waited for. */
export function freshnessWords(msg: MsgFn) {
  return {
    freshness: {
      live: msg('live', { id: 'freshness.live' }),
      late: msg('late', { id: 'freshness.late', desc: 'A new count was due a short while ago' }),
      stale: msg('stale', { id: 'freshness.stale', desc: 'No new count for several intervals' }),
      offline: msg('offline', { id: 'freshness.offline', desc: 'The server does not answer' }),
      past: msg('past', { id: 'freshness.past', desc: 'A chosen moment in the past is shown' }),
      final: msg('final', { id: 'freshness.final', desc: 'The numbers will not change any more' }),
    },
    asOf: msg('as of', { id: 'asOf', desc: 'Before a time' }),
    age: (age: string) => msg(str`age ${age}`, { id: 'age', desc: 'Of the numbers: age 0:24, age 12 minutes' }),
    nextIn: (clock: string) => msg(str`next in ${clock}`, { id: 'nextIn', desc: 'The next count' }),
    nextAhead: (when: string) => msg(str`next ${when}`, { id: 'nextAhead', desc: 'The next count: in 2 minutes' }),
    nextOverdue: (ago: string) =>
      msg(str`next was due ${ago}`, { id: 'nextOverdue', desc: 'The next count: 11 minutes ago' }),
    noNext: msg('no next count due', { id: 'noNext' }),
    clockStopped: msg('the rehearsal’s clock has stopped', {
      id: 'clockStopped',
      desc: 'In the place of when the next count is due',
    }),
    stoppedBanner: (duration: string) =>
      msg(str`Stale: the rehearsal’s clock has stopped, numbers are ${duration} old`, {
        id: 'stoppedBanner',
        desc: '12 minutes',
      }),
    agedBanner: (state: 'late' | 'stale', duration: string) =>
      state === 'stale'
        ? msg(str`Stale: numbers are ${duration} old`, { id: 'agedBanner.stale', desc: '12 minutes' })
        : msg(str`Late: numbers are ${duration} old`, { id: 'agedBanner.late', desc: '12 minutes' }),
    offlineBanner: (sinceAnswer: string) =>
      msg(str`Offline: no answer for ${sinceAnswer}`, { id: 'offlineBanner', desc: '12 minutes' }),
    staleTold: msg('Stale: no new count has come.', { id: 'staleTold', desc: 'Told once, when it begins; no age' }),
    offlineTold: msg('Offline: the server does not answer.', { id: 'offlineTold', desc: 'Told once, when it begins' }),
    lastCount: (time: string, zone: string) =>
      msg(str`Last count ${time}, ${zone}`, {
        id: 'lastCount',
        desc: 'A day with a time, and the name of its time zone',
      }),
    ageBadge: (age: string) => msg(str`${age} old`, { id: 'ageBadge', desc: 'Of the numbers: 0:24 old, 12 min old' }),
    pastBanner: (day: string, time: string, number: string) =>
      msg(str`Past: ${day}, ${time}, snapshot ${number}`, { id: 'pastBanner' }),
    goLive: msg('Go live', { id: 'goLive', desc: 'A link from the past to the present' }),
    snapshot: (number: string) =>
      msg(str`snapshot ${number}`, { id: 'snapshot', desc: 'The number names it: snapshot 120' }),
    snapshotFirst: (number: string) =>
      msg(str`Snapshot ${number}`, { id: 'snapshotFirst', desc: 'The same, where a sentence begins' }),
    connecting: msg('Waiting for the first count…', { id: 'connecting' }),
    noElection: msg('This server publishes no election yet.', { id: 'noElection' }),
    unknownElection: (id: string) =>
      msg(str`This server publishes no election called “${id}”.`, { id: 'unknownElection' }),
    notTaken: msg('No snapshot of that moment exists.', { id: 'notTaken' }),
    noSnapshot: msg('Nothing has been counted yet.', { id: 'noSnapshot' }),
  };
}
