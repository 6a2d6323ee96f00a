import { command as bench } from './bench/bench.ts';
import type { Command } from './command.ts';
import { command as deskSecret } from './desk-secret.ts';
import { command as discrepancy } from './discrepancy.ts';
import { command as doctor } from './doctor/doctor.ts';
import { command as importFile } from './import.ts';
import { command as key } from './key.ts';
import { command as load } from './load.ts';
import { command as open } from './open.ts';
import { command as recount } from './recount.ts';
import { command as rehearsal } from './rehearsal.ts';
import { command as roles } from './roles.ts';
import { command as serve } from './serve/serve.ts';
import { command as source } from './source.ts';
import { command as verify } from './verify/verify.ts';
import { command as witness } from './witness.ts';

/** Every command, in the order in which they are listed. */
export const COMMANDS: readonly Command[] = [
  serve,
  recount,
  verify,
  open,
  key,
  witness,
  deskSecret,
  load,
  importFile,
  source,
  discrepancy,
  rehearsal,
  roles,
  doctor,
  bench,
];

/** What runs when nothing is typed: serving, and showing a newcomer something. */
export const DEFAULT_COMMAND_LINE = ['serve', '--show'] as const;
