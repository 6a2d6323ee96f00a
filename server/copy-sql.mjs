// tsc leaves .sql files behind: put each beside the compiled file that reads it.
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const from = fileURLToPath(new URL('.', import.meta.url));
const to = fileURLToPath(new URL('../dist/server/', import.meta.url));
cpSync(from, to, { recursive: true, filter: (path) => !/\.(ts|mjs|json)$/.test(path) });
