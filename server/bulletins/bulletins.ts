export { freezeBulletins, freezeNotices } from './freeze.ts';
export { bulletinKindAt, bulletinsDueBetween, hourName, nextMinuteWithoutBulletin } from './hours.ts';
export { type LostBulletin, lastBulletin, putBackBulletins } from './put-back.ts';
export { type KeptBulletin, readBulletins } from './read-bulletins.ts';
