export { freezeBulletins } from './freeze.ts';
export { bulletinKindAt, bulletinsDueBetween, hourName } from './hours.ts';
export { type KeptBulletin, readBulletins } from './read-bulletins.ts';
