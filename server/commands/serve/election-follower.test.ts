import { expect, it } from 'vitest';
import { electionFacts } from '../../counting/counting.ts';
import { describeElection } from '../../election-package/election-package.ts';
import { createPublishing, PublishedStore } from '../../publish/publish.ts';
import { countMinute } from '../../test/counted-minute.ts';
import { temporaryFolder } from '../../test/program.ts';
import { day } from '../../test/sent-rows.ts';
import { loadSmallElection } from '../../test/small-election.ts';
import { freshDatabase, testLog } from '../../test/test-database.ts';
import { ElectionFollower } from './election-follower.ts';

it('a copy with a long history to read is asked to end, and reads no more than it has begun', async () => {
  const database = await freshDatabase();
  const election = await loadSmallElection(database);
  // Two hours, opening at seven: a hundred and twenty snapshots, of which a hundred are read at once.
  for (let minute = 1; minute <= 120; minute++) {
    const time = `${String(7 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    await countMinute(database, day(time));
  }
  const store = new PublishedStore({ directory: await temporaryFolder(), log: testLog });
  store.openElection(await describeElection(database, election));
  const publishing = createPublishing({
    store,
    clientDirectory: await temporaryFolder(),
    log: testLog,
    version: '0.0.0',
    verifySecret: () => false,
  });
  const facts = (await electionFacts(database.pool('reading'), election))!;
  const follower = new ElectionFollower({ database, facts, store, publishing, log: testLog });
  const published = () => [
    store.find(election)?.snapshots.latest?.snapshot.number,
    store.find(election)?.bulletins.listings.length,
  ];

  await follower.catchUp(AbortSignal.abort());
  expect(published()).toEqual([100, 0]);
  await follower.catchUp(new AbortController().signal);
  // Seven, eight and nine o'clock.
  expect(published()).toEqual([120, 3]);
  await publishing.close();
});
