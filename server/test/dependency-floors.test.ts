import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../config.ts';

/** Oldest versions without a known hole; each is a security fix. */
const FLOORS: readonly (readonly [name: string, version: string, why: string])[] = [
  ['engine.io', '6.6.12', 'CVE-2026-59725, CVE-2026-102599'],
  ['ws', '8.21.1', 'CVE-2026-48779, CVE-2026-62389'],
  ['socket.io', '4.8.4', 'CVE-2024-38355'],
  ['socket.io-parser', '4.2.6', 'CVE-2026-33151'],
  ['qs', '6.14.2', 'CVE-2026-2391'],
  ['express', '5.3.0', 'the version chosen'],
];

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly resolved?: string }>>;
}

const lock = JSON.parse(readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8')) as Lock;
const parts = (version: string) => version.split('-')[0]!.split('.').map(Number);

function isAtLeast(version: string, floor: string): boolean {
  const [has, needs] = [parts(version), parts(floor)];
  for (let i = 0; i < 3; i++) if (has[i] !== needs[i]) return has[i]! > needs[i]!;
  return true;
}

describe('the lock file', () => {
  it.each(FLOORS)('has no copy of %s older than %s (%s)', (name, floor) => {
    const copies = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(copies.length).toBeGreaterThan(0);
    for (const [path, { version }] of copies) expect(isAtLeast(version!, floor), `${path} ${version}`).toBe(true);
  });

  it('names no address to download from', () => {
    expect(Object.values(lock.packages).filter((one) => one.resolved !== undefined)).toEqual([]);
  });

  it('names every platform package of every tool, so that npm ci takes it on any machine', () => {
    for (const [path, one] of Object.entries(lock.packages)) {
      const { optionalDependencies = {} } = one as { optionalDependencies?: Record<string, string> };
      for (const name of Object.keys(optionalDependencies)) {
        const found = Object.keys(lock.packages).some((other) => other.endsWith(`node_modules/${name}`));
        expect(found, `${path} wants ${name}`).toBe(true);
      }
    }
  });
});
