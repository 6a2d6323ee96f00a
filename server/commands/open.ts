import { parseArgs } from 'node:util';
import { openedFileText } from '../../shared/bulletin-log/opened-file.ts';
import { type NotOpened, openSealed } from '../bulletins/bulletins.ts';
import { type Command, UsageError } from './command.ts';

const WHY: Readonly<Record<NotOpened, string>> = {
  'no-bulletin': 'there is no such bulletin',
  'none-committed':
    'it commits to no file: it is a notice, older than such files, or tells an hour again of which every level was lost',
  'not-here': 'it was frozen before a restore that lost its file',
  changed: 'what is kept of every level is not what it committed to: it was changed since',
};

/** `turnout open`: every level's figures of a bulletin, with what proves that it committed to them. */
export const command: Command = {
  name: 'open',
  usage: 'open --election ID --bulletin NUMBER',
  summary: "the officials' file that a bulletin committed to, precincts included; turnout verify --opened checks it",
  async run(args, context) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { election: text, bulletin: text } });
    const { election, bulletin } = values;
    if (election === undefined || bulletin === undefined || !/^[1-9]\d{0,14}$/.test(bulletin)) {
      throw new UsageError('open needs --election ID and --bulletin NUMBER');
    }
    const opened = await context.openDatabase();
    try {
      const file = await openSealed(opened.database.pool('counting'), { election, number: Number(bulletin) });
      if (typeof file === 'string') {
        context.err(`Bulletin ${bulletin} of ${election} cannot be opened: ${WHY[file]}.`);
        return file === 'changed' ? 1 : 2;
      }
      // The line feed at its end is written by whoever prints the line.
      context.out(openedFileText(file).replace(/\n$/, ''));
      return 0;
    } finally {
      await opened.end();
    }
  },
};
