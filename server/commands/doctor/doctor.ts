import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { checkLines } from './check.ts';
import { databaseChecks } from './database-checks.ts';
import { machineChecks } from './machine-checks.ts';

/** `turnout doctor`: looks at everything Turnout depends on and changes none of it; exit code 1 if something is wrong. */
export const command: Command = {
  name: 'doctor',
  usage: 'doctor',
  summary: 'tell what is wrong with this installation, and what to do about it',
  async run(args, { config, log, out }) {
    parseArgs({ args, options: {} });
    const checks = [...(await machineChecks(config)), ...(await databaseChecks(config, log))];
    for (const line of checkLines(checks)) out(line);
    const count = checks.filter((check) => !check.fine).length;
    out(count === 0 ? 'Nothing is wrong.' : count === 1 ? 'One thing is wrong.' : `${count} things are wrong.`);
    return count === 0 ? 0 : 1;
  },
};
