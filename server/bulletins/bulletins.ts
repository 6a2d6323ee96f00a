export { freezeCorrections, hoursWaitForCorrection, noteCorrections } from './corrections.ts';
export { freezeBulletins, freezeNotices } from './freeze.ts';
export { bulletinKindAt, bulletinsDueBetween, hourName, nextMinuteWithoutBulletin } from './hours.ts';
export { type NotOpened, openSealed } from './open-sealed.ts';
export { type LostBulletin, lastBulletin, putBackBulletins } from './put-back.ts';
export { type CheckedBulletin, type KeptBulletin, readBulletins, readChecks } from './read-bulletins.ts';
