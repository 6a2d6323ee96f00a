import type { Feed } from '../../shared/election.ts';
import type { RehearsalDefinition, RehearsalMethod } from '../../shared/rehearsal.ts';
import { checkReports } from './check-reports.ts';
import { methodSchema, rehearsalSchema, TIME } from './definition-schema.ts';
import { type LinedJson, parseJsonWithLines } from './json-lines.ts';
import type { PackageFile, PackageFiles } from './package-files.ts';
import type { PackageProblems } from './package-problems.ts';
import type { ReadAreas } from './read-areas.ts';
import { readCounts } from './read-counts.ts';
import type { ReadDefinition } from './read-definition.ts';
import { tellShapeProblems } from './shape-problems.ts';
import { readTable } from './table.ts';

const FILE = 'rehearsal.json';

/** What feeds the channel that a method plays. */
const METHOD_FEEDS: Readonly<Record<RehearsalMethod['method'], Feed>> = {
  'events-between-counts': 'events',
  'reports-from-finals': 'reports',
  'reports-as-published': 'reports',
  'reports-as-received': 'reports',
  'issued-along-cast': 'reports',
};

interface Around {
  readonly files: PackageFiles;
  readonly areas: ReadAreas | null;
  readonly channels: ReadDefinition['channels'];
}

/** Reads and checks `rehearsal.json` and the files it names. */
export async function readRehearsal(
  file: PackageFile,
  around: Around,
  problems: PackageProblems,
): Promise<RehearsalDefinition | null> {
  const json = parseJsonWithLines(file.text);
  if ('detail' in json) {
    problems.add(FILE, json.line, 'bad-json', json.detail);
    return null;
  }
  const whole = rehearsalSchema.safeParse(json.value);
  if (!whole.success) tellShapeProblems(FILE, json, whole.error.issues, problems);
  const played = (json.value as { channels?: unknown } | null)?.channels;
  if (typeof played === 'object' && played !== null) {
    checkChannels(json, Object.keys(played), around.channels, problems);
    for (const [channel, method] of Object.entries(played)) await checkMethod(json, channel, method, around, problems);
  }
  return whole.success ? (json.value as RehearsalDefinition) : null;
}

function checkChannels(
  json: LinedJson,
  played: readonly string[],
  channels: ReadDefinition['channels'],
  problems: PackageProblems,
): void {
  if (channels === null) return;
  for (const channel of played) {
    if (!channels.has(channel)) problems.add(FILE, json.lineOf(['channels', channel]), 'unknown-channel', channel);
  }
  for (const channel of channels.keys()) {
    if (!played.includes(channel)) problems.add(FILE, json.lineOf(['channels']), 'no-method', channel);
  }
}

async function checkMethod(
  json: LinedJson,
  channel: string,
  method: unknown,
  { files, areas, channels }: Around,
  problems: PackageProblems,
): Promise<void> {
  const parsed = methodSchema.safeParse(method);
  if (!parsed.success) return;
  const { data } = parsed;
  const feed = channels?.get(channel)?.feed;
  if (feed !== undefined && feed !== METHOD_FEEDS[data.method]) {
    const detail = `${data.method} makes ${METHOD_FEEDS[data.method]}, channel ${channel} is fed by ${feed}`;
    problems.add(FILE, json.lineOf(['channels', channel, 'method']), 'wrong-feed', detail);
  }
  const at = (field: string) => `named in ${FILE} on line ${json.lineOf(['channels', channel, field])}`;
  if (data.method === 'reports-as-received') {
    const reports = await files.needed(data.reports, at('reports'));
    if (reports !== null) checkReports(reports, { areas, channels }, problems);
    return;
  }
  const counts = await files.needed(data.counts, at('counts'));
  if (counts !== null) readCounts(counts, { areas, channels }, problems);
  if (!('shape' in data)) return;
  const shape = await files.needed(data.shape, at('shape'));
  if (shape !== null) checkShape(shape, problems);
}

function checkShape(file: PackageFile, problems: PackageProblems): void {
  const table = readTable(file, { required: ['time', 'weight'] }, problems);
  if (table === null) return;
  const lines = new Map<string, number>();
  let total = 0;
  for (const row of table.rows.filter(({ damaged }) => !damaged)) {
    const [time, weight] = [row.value('time'), row.value('weight')];
    const known = lines.get(time);
    if (!TIME.test(time)) problems.add(file.name, row.line, 'bad-time', time === '' ? 'no time' : time);
    else if (known !== undefined)
      problems.add(file.name, row.line, 'duplicate-time', `${time}, first on line ${known}`);
    lines.set(time, known ?? row.line);
    if (!/^\d+(\.\d+)?$/.test(weight)) problems.add(file.name, row.line, 'bad-number', `weight: ${weight}`);
    else total += Number(weight);
  }
  if (!(total > 0)) problems.add(file.name, null, 'no-weight', 'at least one weight must be above 0');
}
