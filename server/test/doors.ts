import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { Database } from '../database/database.ts';
import { addSource, addSourceWithKey, importFile, ingestRouter, voterTokens } from '../ingest/ingest.ts';
import { testLog } from './test-database.ts';

/** A message as a source would write it, good or bad. */
export type Sent = Readonly<Record<string, unknown>>;

/** Through which door which messages of which source come. */
export interface Sending {
  readonly database: Database;
  readonly source: string;
  readonly limits?: { readonly channel?: string; readonly area?: string };
  readonly issues?: readonly Sent[];
  readonly reports?: readonly Sent[];
}

/** What was refused: the number and the rule, and the field where the door names it. */
export interface Refused {
  readonly seq: number | null;
  readonly field: string | null;
  readonly rule: string;
}

/** One way in: sends the messages and gives what was refused, in order. */
export type DoorName = 'HTTP' | 'import' | 'SQL';

const VOTER_KEY = Buffer.alloc(32, 9);

export const DOORS: Readonly<Record<DoorName, (sending: Sending) => Promise<Refused[]>>> = {
  async HTTP({ database, source, limits = {}, issues = [], reports = [] }) {
    const added = await addSourceWithKey(database, { election: 'small', source, ...limits });
    const key = added.ok ? added.key : keys.get(source);
    if (key === undefined) throw new Error(`no key of ${source}`);
    keys.set(source, key);
    const app = express().use('/api/v1', ingestRouter(database, { log: testLog, voterKey: VOTER_KEY }));
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const refused: Refused[] = [];
      for (const [kind, lines] of [['ballot-issues', issues] as const, ['count-reports', reports] as const]) {
        if (lines.length === 0) continue;
        const response = await fetch(`http://127.0.0.1:${port}/api/v1/elections/small/sources/${source}/${kind}`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-ndjson' },
          body: lines.map((line) => JSON.stringify(line)).join('\n'),
        });
        if (response.status !== 200) throw new Error(`answered ${response.status}: ${await response.text()}`);
        const { problems } = (await response.json()) as { problems: Refused[] };
        refused.push(...problems.map(({ seq, field, rule }) => ({ seq, field, rule })));
      }
      return refused;
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },

  async import({ database, source, limits = {}, issues = [], reports = [] }) {
    await addSource(database, { election: 'small', source, ...limits });
    const folder = await mkdtemp(join(tmpdir(), 'turnout-door-'));
    try {
      const refused: Refused[] = [];
      for (const lines of [issues, reports]) {
        if (lines.length === 0) continue;
        const path = join(folder, 'sent.csv');
        await writeFile(path, csvOf(lines));
        const voterToken = voterTokens(VOTER_KEY, 'small');
        const { rejects } = await importFile(database, { path, election: 'small', source, voterToken });
        if (rejects === null) continue;
        for (const line of (await readFile(rejects, 'utf8')).trimEnd().split('\n').slice(1)) {
          const [, seq, field, rule] = line.split(',');
          refused.push({ seq: seq === '' ? null : Number(seq), field: field || null, rule: rule! });
        }
      }
      return refused;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },

  async SQL({ database, source, limits = {}, issues = [], reports = [] }) {
    await addSource(database, { election: 'small', source, ...limits });
    const refused: Refused[] = [];
    for (const [table, lines] of [['ballot_issue', issues] as const, ['count_report', reports] as const]) {
      for (const line of lines) {
        const columns = ['election', 'source', ...Object.keys(line).map((field) => COLUMNS[field] ?? field)];
        const values = ['small', source, ...Object.values(line)].map((value, index) =>
          columns[index] === 'voter' ? voterTokens(VOTER_KEY, 'small')(String(value)) : value,
        );
        const places = columns.map((_, index) => `$${index + 1}`);
        const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`;
        await database
          .pool('ingest')
          .query(sql, values)
          .catch((error: Error & { constraint?: string }) => {
            refused.push({ seq: Number(line.seq), field: null, rule: error.constraint ?? error.message });
          });
      }
    }
    return refused;
  },
};

const keys = new Map<string, string>();

/** Columns of the tables, where they are not called as the fields. */
const COLUMNS: Readonly<Record<string, string>> = { occurredAt: 'occurred_at', asOf: 'as_of', cast: 'ballots_cast' };
/** Columns of a file, likewise. */
const HEADINGS: Readonly<Record<string, string>> = { occurredAt: 'occurred_at', asOf: 'as_of' };

function csvOf(lines: readonly Sent[]): string {
  const fields = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const rows = lines.map((line) => fields.map((field) => line[field] ?? '').join(','));
  return `${[fields.map((field) => HEADINGS[field] ?? field).join(','), ...rows].join('\n')}\n`;
}
