import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTcpFaultProxy, type TcpFault, type TcpFaultProxy } from '../test/faults/tcp-fault-proxy.ts';
import { asAdministrator, testLog } from '../test/test-database.ts';
import { makePool } from './pool.ts';

const SILENT_AFTER_MS = 1000;
const name = `test_${randomBytes(6).toString('hex')}`;
const [login, role] = [`${name}_login`, `${name}_role`];
let proxy: TcpFaultProxy;
let fault: TcpFault = { kind: 'none' };

beforeAll(async () => {
  await asAdministrator((client) =>
    client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'of-this-test'; CREATE ROLE ${role}; GRANT ${role} TO ${login}`),
  );
  proxy = await startTcpFaultProxy({ toPort: Number(new URL(inject('clusterUrl')).port), fault: () => fault });
});
afterAll(async () => {
  await proxy.close();
  await asAdministrator((client) => client.query(`DROP ROLE ${login}; DROP ROLE ${role}`));
});

/** As of an authority's login that may do nothing but what is granted to it. */
function poolOfLogin() {
  const url = new URL(inject('clusterUrl'));
  Object.assign(url, { username: login, password: 'of-this-test', port: String(proxy.port) });
  const o = { applicationName: 'test', size: 1, silentAfterMs: SILENT_AFTER_MS, log: testLog };
  return makePool({ ...o, url: url.href, role });
}

describe('a connection of a login without rights, acting as a role that may not look at sessions', () => {
  it('is waited for while its statement is long', async () => {
    const pool = poolOfLogin();
    const { rows } = await pool.query<{ who: string }>('SELECT current_user AS who FROM pg_sleep(4)');
    expect(rows).toEqual([{ who: role }]);
    await pool.end();
  });

  it('is given up when its answer was swallowed, and the next one works', async () => {
    const pool = poolOfLogin();
    fault = { kind: 'silence', after: Buffer.from('SELECT 12345') };
    const client = await pool.connect();
    fault = { kind: 'none' };
    await expect(client.query('SELECT 12345')).rejects.toThrow('Connection terminated');
    client.release(true);
    expect((await pool.query('SELECT 12345 AS n')).rows).toEqual([{ n: 12_345 }]);
    expect(proxy.hits.get('silence')).toBe(1);
    await pool.end();
  });
});
