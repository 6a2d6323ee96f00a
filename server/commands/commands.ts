import type { Command } from './command.ts';
import { command as doctor } from './doctor/doctor.ts';
import { command as roles } from './roles.ts';

/** Every command, in the order in which they are listed. */
export const COMMANDS: readonly Command[] = [roles, doctor];

/** What runs when nothing is typed. */
export const DEFAULT_COMMAND = 'serve';
