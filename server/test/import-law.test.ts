import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../config.ts';

/** The steps in the order of the data's way; each may use only those before it, through its front file. */
const STEPS = [
  'database',
  'election-package',
  'ingest',
  'rehearsal',
  'counting',
  'snapshots',
  'bulletins',
  'bulletin-log',
  'cosigning',
  'minute',
  'recount',
];

const root = packageRoot();

function sources(folder: string): string[] {
  return (
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      // Tests, and the contact sheet of pictures, show real elections by name; no part of the program does.
      .filter((name) => !name.split(sep).some((folder) => folder === 'test' || folder === 'look'))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(folder, name))
  );
}

/** What a file imports: a path from the project's root for its own files, the bare name for anything else. */
function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
    ),
  ];
  return found.map((match) => {
    const name = (match[1] ?? match[2] ?? match[3])!;
    return name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name;
  });
}

const stepOf = (file: string) => file.split(sep)[1]!;

describe('what may import what', () => {
  it('shared imports nothing outside itself, but the words their translators’ tag', () => {
    for (const file of sources('shared')) {
      // lit-localize finds the words to translate by its own `msg` and `str`; it runs in Node and in browsers alike.
      const words = file.startsWith(join('shared', 'strings')) ? ['@lit/localize'] : [];
      for (const name of imports(file)) if (!words.includes(name)) expect(name, file).toMatch(/^shared\//);
    }
  });

  it('the client never imports the server, nor the server the client', () => {
    for (const file of sources('client')) for (const name of imports(file)) expect(name, file).not.toMatch(/^server\//);
    for (const file of sources('server')) for (const name of imports(file)) expect(name, file).not.toMatch(/^client\//);
  });

  it('maps are projected where packages are loaded, and nowhere else', () => {
    const projecting = ['server', 'shared', 'client']
      .flatMap(sources)
      .filter((file) => imports(file).some((name) => name.startsWith('d3-')));
    expect(projecting).toEqual([join('server', 'election-package', 'project-boundaries.ts')]);
  });

  it('publishing cannot reach the database, nor any other step', () => {
    const files = sources('server/publish');
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      for (const name of imports(file)) {
        expect(name, file).not.toMatch(/^pg(-|$)/);
        if (name.startsWith('server')) expect(name, file).toMatch(/^server\/publish\//);
      }
    }
  });

  it('the witness, which runs elsewhere, reaches no part of the program it watches', () => {
    const files = sources('server/witness');
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      for (const name of imports(file)) {
        expect(name, file).toMatch(/^(node:|server\/witness\/|shared\/bulletin-log\/)/);
      }
    }
  });

  it('a step uses earlier steps only, through their front files', () => {
    for (const step of STEPS) {
      const files = sources(`server/${step}`);
      expect(files.length, step).toBeGreaterThan(0);
      for (const file of files) {
        for (const name of imports(file).filter((n) => n.startsWith('server/') && stepOf(n) !== step)) {
          if (name === 'server/config.ts') continue;
          const used = stepOf(name);
          expect(STEPS.indexOf(used), `${file} imports ${name}`).toBeLessThan(STEPS.indexOf(step));
          expect(STEPS.indexOf(used), `${file} imports ${name}`).toBeGreaterThanOrEqual(0);
          expect(name, file).toBe(`server/${used}/${used}.ts`);
        }
      }
    }
  });
});

describe('the program', () => {
  it('names no election, area or source of the bundled packages', () => {
    const packages = join(root, 'elections');
    const names = new Set<string>();
    for (const id of ['ru-2020', 'ro-2020']) {
      names.add(id);
      const areas = readFileSync(join(packages, id, 'areas.csv'), 'utf8')
        .split('\n')
        .slice(1, 60);
      // Codes of two letters are words of other languages; a code that could be one is left out.
      for (const line of areas) {
        const [code, , , english] = line.split(',');
        if (code !== undefined && code.length > 4) names.add(code);
        if (english !== undefined && english.length > 4) names.add(english);
      }
    }
    expect(names.size).toBeGreaterThan(50);
    for (const file of [...sources('server'), ...sources('shared'), ...sources('client')]) {
      const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      for (const name of names) expect(text.includes(name), `${file} names ${name}`).toBe(false);
    }
  });
});
