#!/usr/bin/env node
// Nothing is imported before the version is known: an older Node would stop at the first word it does not know.
const OLDEST_NODE = [20, 19] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  process.stderr.write(`Turnout needs Node ${OLDEST_NODE.join('.')} or later; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  try {
    const { runProgram } = await import('./program.ts');
    await runProgram();
  } catch (error) {
    process.stderr.write(`turnout cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

export {};
