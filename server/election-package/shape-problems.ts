import type { z } from 'zod';
import type { LinedJson } from './json-lines.ts';
import { PACKAGE_RULES, type PackageProblems, type PackageRule } from './package-problems.ts';

/** Tells every difference between a JSON file and its schema, each at its line. */
export function tellShapeProblems(
  file: string,
  json: LinedJson,
  issues: readonly z.core.$ZodIssue[],
  problems: PackageProblems,
): void {
  for (const issue of issues) {
    const where = issue.path.length === 0 ? 'the file' : issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys)
        problems.add(file, json.lineOf([...issue.path, key]), 'unknown-field', `${where}: ${key}`);
      continue;
    }
    const line = json.lineOf(issue.path);
    const found = valueAt(json.value, issue.path);
    if (found === undefined) problems.add(file, line, 'missing-value', where);
    else problems.add(file, line, ruleOf(issue), `${where}: ${detailOf(issue)}found ${short(found)}`);
  }
}

function ruleOf(issue: z.core.$ZodIssue): PackageRule {
  return Object.hasOwn(PACKAGE_RULES, issue.message) ? (issue.message as PackageRule) : 'wrong-value';
}

function detailOf(issue: z.core.$ZodIssue): string {
  return Object.hasOwn(PACKAGE_RULES, issue.message) ? '' : `${issue.message}, `;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<PropertyKey, unknown>)[key];
  }
  return here;
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
