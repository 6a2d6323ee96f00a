import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INGEST_RULES, type IngestRule } from '../../shared/ingest-rules.ts';
import { RULE_MEANINGS } from '../../shared/rule-meanings.ts';
import { COMMANDS } from '../commands/commands.ts';
import { CONFIG_VARIABLES, packageRoot } from '../config.ts';

const root = packageRoot();
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Cells of the rows of a table of the README, by the heading above it. */
function rowsUnder(heading: string): string[][] {
  const section = readme.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!;
  return section
    .split('\n')
    .filter((line) => /^\| (?!-)/.test(line))
    .slice(1)
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

describe('the README', () => {
  it("has every variable of the environment, with its default and meaning, in the program's own words and order", () => {
    const expected = CONFIG_VARIABLES.map(({ name, default: standard, meaning }) => [`\`${name}\``, standard, meaning]);
    expect(rowsUnder('Configuration')).toEqual(expected);
  });

  it('has every command, and no command that the program does not know', () => {
    const named = rowsUnder('Commands').flatMap(([cell]) =>
      [...cell!.matchAll(/`([a-z-]+)/g)].map((match) => match[1]!),
    );
    expect(new Set(named)).toEqual(new Set(COMMANDS.map((command) => command.name)));
  });

  it("has every rule for what comes in, with its answer and meaning, in the program's own words and order", () => {
    const expected = Object.entries(INGEST_RULES).map(([rule, answer]) => {
      const { met, over } = RULE_MEANINGS[rule as IngestRule];
      return [`\`${rule}\``, answer === 'counted' ? 'counted, and told' : answer, met, over ?? '–'];
    });
    expect(rowsUnder('Rules for what comes in')).toEqual(expected);
  });

  it('begins with what it is, how to see it move and how to test it', () => {
    const firstScreen = readme.split('\n').slice(0, 30).join('\n');
    expect(firstScreen).toContain('npm ci && npm start');
    expect(firstScreen).toContain('npm ci && npm test');
  });

  it('names only files that are there', () => {
    const linked = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map((match) => match[1]!);
    expect(linked.length).toBeGreaterThan(4);
    for (const file of linked) expect(existsSync(join(root, file)), file).toBe(true);
  });
});
