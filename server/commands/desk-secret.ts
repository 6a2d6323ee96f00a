import { parseArgs } from 'node:util';
import { type Command, UsageError } from './command.ts';
import { makeOperatorSecret } from './operator-secret.ts';

export const command: Command = {
  name: 'desk-secret',
  usage: 'desk-secret --rotate',
  summary: "make a new operator's secret, printed once; the old one opens nothing any more",
  async run(args, context) {
    const { values } = parseArgs({ args, options: { rotate: { type: 'boolean' } } });
    if (values.rotate !== true)
      throw new UsageError('the secret is kept nowhere and cannot be shown; --rotate makes a new one');
    const opened = await context.openDatabase();
    try {
      const secret = await makeOperatorSecret(opened.database, { rotate: true });
      context.err("The operator's secret, shown this once:");
      context.out(secret!);
      return 0;
    } finally {
      await opened.end();
    }
  },
};
