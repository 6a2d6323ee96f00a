import { parseArgs } from 'node:util';
import { UsageError } from '../command.ts';

/** What was typed after `turnout serve`. */
export interface ServeOptions {
  /** Nothing was typed at all: show a newcomer something. */
  readonly show: boolean;
  /** The election to rehearse; `null` where none is named. A clock that is told without one means the only one there is. */
  readonly rehearse: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
  /** Election seconds per real second. */
  readonly speed: number | null;
  readonly counting: boolean;
}

/** @throws UsageError and the errors of `parseArgs` */
export function parseServeOptions(args: string[]): ServeOptions {
  const { values } = parseArgs({
    args,
    options: {
      rehearse: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      speed: { type: 'string' },
      without: { type: 'string', multiple: true },
      show: { type: 'boolean' },
    },
  });
  for (const part of values.without ?? []) {
    if (part !== 'counting') throw new UsageError(`--without knows only 'counting', not '${part}'`);
  }
  const from = instantOption('from', values.from);
  const until = instantOption('until', values.until);
  if (from !== null && until !== null && until < from) throw new UsageError('--until lies before --from');
  return {
    show: values.show === true,
    rehearse: values.rehearse ?? null,
    from,
    until,
    speed: speedOption(values.speed),
    counting: !(values.without ?? []).includes('counting'),
  };
}

function instantOption(name: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new UsageError(
      `--${name} needs an instant with its offset, such as 2020-06-29T14:00:00+03:00, not '${text}'`,
    );
  }
  if (ms % 60_000 !== 0) throw new UsageError(`--${name} needs a full minute, not '${text}'`);
  return new Date(ms);
}

function speedOption(text: string | undefined): number | null {
  if (text === undefined) return null;
  const speed = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || speed < 0.1 || speed > 100_000) {
    throw new UsageError(`--speed needs election seconds per real second, 0.1 to 100000, not '${text}'`);
  }
  return speed;
}
