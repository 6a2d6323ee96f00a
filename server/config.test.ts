import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG_VARIABLES, ConfigError, packageRoot, readConfig } from './config.ts';

describe('the configuration', () => {
  it('of an empty environment is the embedded database on this machine only', () => {
    expect(readConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: null,
      dataDirectory: path.resolve('data'),
      publicUrl: null,
      trustProxy: 0,
      tls: null,
      voterKeyFile: null,
      logKeyFile: null,
      witnessesFile: null,
      logLevel: 'info',
    });
  });

  it('listens everywhere with a database of its own, unless HOST says otherwise', () => {
    const DATABASE_URL = 'postgres://turnout@db/votes';
    expect(readConfig({ DATABASE_URL }).host).toBe('0.0.0.0');
    expect(readConfig({ DATABASE_URL, HOST: '10.0.0.7' }).host).toBe('10.0.0.7');
  });

  it('takes an empty variable as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it('keeps the origin without the slash at its end', () => {
    expect(readConfig({ PUBLIC_URL: 'https://turnout.example/' }).publicUrl).toBe('https://turnout.example');
  });

  const bad: [string, string][] = [
    ['PORT', '80 80'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '8080.5'],
    ['HOST', 'http://here'],
    ['DATABASE_URL', 'mysql://turnout:very-secret@db/votes'],
    ['DATABASE_URL', 'very-secret'],
    ['PUBLIC_URL', 'turnout.example'],
    ['PUBLIC_URL', 'https://turnout.example/path'],
    ['TRUST_PROXY', 'yes'],
    ['TLS_CERT', '/nowhere/at/all.pem'],
    ['TLS_KEY', '/nowhere/at/all.pem'],
    ['VOTER_KEY_FILE', '/nowhere/at/all.key'],
    ['LOG_LEVEL', 'loud'],
  ];
  it.each(bad)('stops the start, naming %s, when it is %j, and does not repeat the value', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must`));
    expect(() => readConfig({ [name]: value })).not.toThrow(/very-secret/);
  });

  it('needs both the certificate and its key', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'turnout-config-'));
    const file = path.join(folder, 'some.pem');
    writeFileSync(file, '');
    expect(() => readConfig({ TLS_CERT: file })).toThrow(/^TLS_KEY/);
    expect(() => readConfig({ TLS_KEY: file })).toThrow(/^TLS_CERT/);
    expect(readConfig({ TLS_CERT: file, TLS_KEY: file }).tls).toEqual({ certFile: file, keyFile: file });
    await rm(folder, { recursive: true });
  });

  it('lists every variable once, with its default and its meaning', () => {
    const names = CONFIG_VARIABLES.map((variable) => variable.name);
    expect(new Set(names).size).toBe(names.length);
    for (const variable of CONFIG_VARIABLES) {
      expect(variable.default).not.toBe('');
      expect(variable.meaning).not.toBe('');
    }
  });

  it("finds the program's own folder", () => {
    expect(packageRoot()).toBe(path.dirname(import.meta.dirname));
  });
});
