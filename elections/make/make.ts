// Makes the election packages that come with the program out of the data folder, byte for byte the same each time:
//   npm run elections -- ../shared/data
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it2020, it2022 } from './italy.ts';
import { moscow2021 } from './moscow-2021.ts';
import type { PackageFiles } from './packed.ts';
import { phila2019 } from './phila-2019.ts';
import { ro2020 } from './ro-2020.ts';
import { ru2020 } from './ru-2020.ts';
import { ru2020Precincts } from './ru-2020-precincts.ts';
import { spb2021 } from './spb-2021.ts';

const [data, ...more] = process.argv.slice(2);
if (data === undefined || more.length > 0) {
  console.error('usage: npm run elections -- DATA_FOLDER');
  process.exit(2);
}

/** The first is the one a newcomer sees. The others are loaded when they are asked for by name. */
const bundled = ['ru-2020', 'ro-2020'];
const packages = new Map<string, PackageFiles>([
  ['ru-2020', ru2020(data)],
  ['ru-2020-precincts', ru2020Precincts(data)],
  ['ro-2020', ro2020(data)],
  ['spb-2021', spb2021(data)],
  ['it-2020', it2020(data)],
  ['it-2022', it2022(data)],
  ['phila-2019', phila2019(data)],
  ['moscow-2021', moscow2021(data)],
]);
for (const [id, made] of packages) {
  const folder = join('elections', id);
  mkdirSync(folder, { recursive: true });
  const files = new Map([...made, ['README.md', readFileSync(join('elections/make', `${id}.README.md`), 'utf8')]]);
  for (const [name, body] of files) writeFileSync(join(folder, name), body);
  const bytes = [...files.values()].reduce((sum, body) => sum + Buffer.byteLength(body), 0);
  console.log(`${folder}: ${files.size} files, ${Math.round(bytes / 1000)} kB`);
}
const onRequest = [...packages.keys()].filter((id) => !bundled.includes(id));
const lines = Object.entries({ default: bundled[0], elections: bundled, onRequest }).map(
  ([key, value]) => `  "${key}": ${JSON.stringify(value).replaceAll(',', ', ')}`,
);
writeFileSync('elections/bundled.json', `{\n${lines.join(',\n')}\n}\n`);
