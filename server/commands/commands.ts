import type { Command } from './command.ts';
import { command as doctor } from './doctor/doctor.ts';
import { command as load } from './load.ts';
import { command as rehearsal } from './rehearsal.ts';
import { command as roles } from './roles.ts';

/** Every command, in the order in which they are listed. */
export const COMMANDS: readonly Command[] = [load, rehearsal, roles, doctor];

/** What runs when nothing is typed. */
export const DEFAULT_COMMAND = 'serve';
