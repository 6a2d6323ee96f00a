import { parseArgs } from 'node:util';
import { loginAndDatabase, rolesSql } from '../database/database.ts';
import { type Command, UsageError } from './command.ts';

/** `turnout roles --print`: SQL for the database's administrator. Connects to nothing. */
export const command: Command = {
  name: 'roles',
  usage: 'roles --print [--database NAME --login NAME]',
  summary: "print the SQL with which a database's administrator makes the roles",
  async run(args, { config, out, err }) {
    const { values } = parseArgs({
      args,
      options: { print: { type: 'boolean' }, database: { type: 'string' }, login: { type: 'string' } },
    });
    if (values.print !== true) throw new UsageError('say `roles --print`: the SQL is printed, nothing is run');
    const named = config.databaseUrl === null ? null : loginAndDatabase(config.databaseUrl);
    const database = values.database ?? named?.database;
    const login = values.login ?? named?.login;
    if (database === undefined || login === undefined) {
      err('The embedded database makes its own roles: there is nothing to do for an administrator.');
      err(
        'For a database of your own set DATABASE_URL, or name both: turnout roles --print --database NAME --login NAME',
      );
      return 2;
    }
    out(rolesSql({ database, login }).trimEnd());
    return 0;
  },
};
