// What things cost, beside the floor they stand on, measured in one run:
//   npm run bench                 names every measure
//   npm run bench -- NAME [ARGS]  runs one and prints its tables
import { machine } from './machine.ts';
import { measures } from './measures.ts';

const [name, ...args] = process.argv.slice(2);
const find = name === undefined ? undefined : measures[name];
if (find === undefined) {
  console.error('usage: npm run bench -- NAME [ARGS]\n');
  for (const [each, read] of Object.entries(measures)) console.error(`  ${each.padEnd(12)} ${(await read()).says}`);
  process.exitCode = 2;
} else {
  console.log(`${machine()}\n`);
  await (await find()).run(args);
}
