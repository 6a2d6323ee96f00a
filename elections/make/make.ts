// Makes the bundled election packages out of the data folder, byte for byte the same each time:
//   npm run elections -- ../shared/data
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ro2020 } from './ro-2020.ts';
import { ru2020 } from './ru-2020.ts';

const [data, ...more] = process.argv.slice(2);
if (data === undefined || more.length > 0) {
  console.error('usage: npm run elections -- DATA_FOLDER');
  process.exit(2);
}

const packages = new Map([
  ['ru-2020', ru2020(data)],
  ['ro-2020', ro2020(data)],
]);
for (const [id, files] of packages) {
  const folder = join('elections', id);
  mkdirSync(folder, { recursive: true });
  files.set('README.md', readFileSync(join('elections/make', `${id}.README.md`), 'utf8'));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.log(`${folder}: ${files.size} files, ${Math.round(bytes / 1000)} kB`);
}
const ids = [...packages.keys()].map((id) => JSON.stringify(id)).join(', ');
writeFileSync('elections/bundled.json', `{ "default": "ru-2020", "elections": [${ids}] }\n`);
