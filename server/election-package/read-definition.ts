import type { Channel, ElectionDefinition } from '../../shared/election.ts';
import { instantOfLocal } from '../../shared/instant.ts';
import { channelSchema, definitionSchema } from './definition-schema.ts';
import { type LinedJson, parseJsonWithLines } from './json-lines.ts';
import type { PackageFile } from './package-files.ts';
import type { PackageProblems } from './package-problems.ts';
import { tellShapeProblems } from './shape-problems.ts';

/** What of `election.json` could be understood: the other files are read against it even when it has mistakes. */
export interface ReadDefinition {
  /** The whole, where it is without mistakes of form. */
  readonly definition: ElectionDefinition | null;
  /** `null` where they are not understood: nothing can then be said about an area's level. */
  readonly levels: readonly string[] | null;
  /** Every channel that has a code, with what of it is understood; `null` where no channels are. */
  readonly channels: ReadonlyMap<string, Partial<Channel> & { readonly line: number }> | null;
  readonly timezone: string | null;
}

const FILE = 'election.json';

/** Reads and checks `election.json`; all its mistakes are told. */
export function readDefinition(file: PackageFile, problems: PackageProblems): ReadDefinition {
  const json = parseJsonWithLines(file.text);
  if ('detail' in json) {
    problems.add(FILE, json.line, 'bad-json', json.detail);
    return { definition: null, levels: null, channels: null, timezone: null };
  }
  const whole = definitionSchema.safeParse(json.value);
  if (!whole.success) tellShapeProblems(FILE, json, whole.error.issues, problems);
  const levels = checkLevels(json, problems);
  const channels = checkChannels(json, problems);
  const timezone = definitionSchema.shape.timezone.safeParse(member(json.value, 'timezone'));
  return {
    definition: whole.success ? (json.value as ElectionDefinition) : null,
    levels,
    channels,
    timezone: timezone.success ? timezone.data : null,
  };
}

function checkLevels(json: LinedJson, problems: PackageProblems): readonly string[] | null {
  const parsed = definitionSchema.shape.levels.safeParse(member(json.value, 'levels'));
  if (!parsed.success) return null;
  const levels = parsed.data;
  levels.forEach((level, i) => {
    if (levels.indexOf(level) < i) problems.add(FILE, json.lineOf(['levels', i]), 'duplicate-code', `level ${level}`);
  });
  const [display, publish] = ['displayLevel', 'publishLevel'].map((field) => {
    const level = member(json.value, field);
    if (typeof level !== 'string') return undefined;
    if (!levels.includes(level)) problems.add(FILE, json.lineOf([field]), 'unknown-level', `${field}: ${level}`);
    return levels.indexOf(level);
  });
  if (display !== undefined && publish !== undefined && publish >= 0 && display > publish) {
    const detail = `${levels[display]} is shown, but nothing below ${levels[publish]} may be published`;
    problems.add(FILE, json.lineOf(['displayLevel']), 'display-below-publish', detail);
  }
  return [...new Set(levels)];
}

function checkChannels(json: LinedJson, problems: PackageProblems): ReadDefinition['channels'] {
  const list = member(json.value, 'channels');
  if (!Array.isArray(list)) return null;
  const channels = new Map<string, Partial<Channel> & { line: number }>();
  list.forEach((item: unknown, i) => {
    const code = member(item, 'code');
    const parsed = channelSchema.safeParse(item);
    if (parsed.success) checkHours(parsed.data as Channel, json, i, problems);
    if (typeof code !== 'string') return;
    const line = json.lineOf(['channels', i, 'code']);
    // "all" stands for the sum over the channels wherever a channel is named.
    if (code === 'all') problems.add(FILE, line, 'bad-code', 'all means every channel');
    if (channels.has(code)) problems.add(FILE, line, 'duplicate-code', `channel ${code}`);
    else channels.set(code, { ...(parsed.success ? (parsed.data as Channel) : {}), line });
  });
  return channels;
}

function checkHours(channel: Channel, json: LinedJson, index: number, problems: PackageProblems): void {
  const { code, hours, localHours } = channel;
  const at = ['channels', index];
  if ((hours === undefined) === (localHours === undefined)) {
    const found = hours === undefined ? 'neither' : 'both';
    problems.add(FILE, json.lineOf([...at, 'code']), 'hours-or-local-hours', `channel ${code} has ${found}`);
  }
  const spans = (hours ?? []).map(({ opens, closes }) => ({ opens: Date.parse(opens), closes: Date.parse(closes) }));
  spans.forEach((span, i) => {
    const line = json.lineOf([...at, 'hours', i]);
    if (span.closes <= span.opens) problems.add(FILE, line, 'closes-before-opens', `channel ${code}`);
    const overlaps = spans.slice(0, i).some((other) => span.opens < other.closes && other.opens < span.closes);
    if (overlaps) problems.add(FILE, line, 'overlapping-hours', `channel ${code}`);
  });
  if (localHours === undefined) return;
  const { days, opens, closes } = localHours;
  if (instantOfLocal('2000-01-01', closes, 'UTC') <= instantOfLocal('2000-01-01', opens, 'UTC'))
    problems.add(FILE, json.lineOf([...at, 'localHours', 'closes']), 'closes-before-opens', `channel ${code}`);
  days.forEach((day, i) => {
    if (days.indexOf(day) < i)
      problems.add(FILE, json.lineOf([...at, 'localHours', 'days', i]), 'overlapping-hours', `${day} stands twice`);
  });
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
