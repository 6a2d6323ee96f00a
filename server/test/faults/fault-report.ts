import { expect } from 'vitest';
import type { Findings } from './ledger.ts';

/** One line for whoever reads a run: how often a fault really hit, and what the checker found afterwards. */
export function reportFault(fault: string, o: { hit: number; of: number; found: string }): void {
  process.stdout.write(`fault: ${fault}: hit ${o.hit} of ${o.of} times; ${o.found}\n`);
}

/** Prints the line, and fails where the fault hit less often than `atLeast`, or the checker found anything. */
export function expectSound(fault: string, o: { hit: number; of: number; atLeast: number; findings: Findings }): void {
  const { findings } = o;
  reportFault(fault, { ...o, found: findingsText(findings) });
  expect(o.hit, `${fault}: a fault that does not hit tests nothing`).toBeGreaterThanOrEqual(o.atLeast);
  expect(findings.problems, fault).toEqual([]);
}

/** What a checker found, in words. */
export function findingsText(findings: Findings): string {
  const { sent, acknowledged, stored, snapshots, hours, problems } = findings;
  const verdict = problems.length === 0 ? 'nothing lost, doubled or reissued' : problems.slice(0, 5).join('; ');
  return `${sent} sent, ${acknowledged} acknowledged, ${stored} stored, ${snapshots} snapshots, ${hours} hours: ${verdict}`;
}
