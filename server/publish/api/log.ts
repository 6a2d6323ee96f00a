import { type Answer, IMMUTABLE, modeHeader, problem } from '../answer.ts';
import { LogFileMissingError } from '../log-archive.ts';
import type { LogShelf } from '../log-shelf.ts';
import { JSON_TYPE, plain, type Representation } from '../representation.ts';
import { type ApiRequest, type ApiRoute, readElection } from './request.ts';
import { fileName } from './snapshot-forms.ts';

/** A head may be this old. */
const BRIEFLY = 'public, max-age=5, stale-if-error=3600';

/** The log of the bulletins: static C2SP tiles, their signed head, and bulletin 0. */
export const logRoutes: readonly ApiRoute[] = [
  { path: '/elections/{election}/log/checkpoint', answer: ofLog(BRIEFLY, (log) => log.checkpoint) },
  { path: '/elections/{election}/log/checkpoints.txt', answer: ofLog(BRIEFLY, (log) => log.checkpoints) },
  { path: '/elections/{election}/log/log.zip', answer: archive },
  { path: '/elections/{election}/log/keys.txt', answer: ofLog(BRIEFLY, (log) => log.keys) },
  { path: '/elections/{election}/log/witnesses.json', answer: ofLog(BRIEFLY, summary) },
  { path: '/elections/{election}/log/tile/{level}/{index}', answer: ofLog(IMMUTABLE, tile) },
  { path: '/elections/{election}/log/tile/{level}/{index}/{width}', answer: ofLog(IMMUTABLE, tile) },
  { path: '/elections/{election}/bulletins/0.json', answer: ofLog(IMMUTABLE, (log) => log.manifest('json')) },
  { path: '/elections/{election}/bulletins/0.csv', answer: ofLog(IMMUTABLE, (log) => log.manifest('csv')) },
];

type Params = Readonly<Record<string, string>>;

function ofLog(
  cacheControl: string,
  find: (log: LogShelf, params: Params) => Representation | null,
): ApiRoute['answer'] {
  return (request): Answer => {
    const election = readElection(request);
    if (!election.ok) return election.answer;
    const { id, log, description } = election.value;
    const representation = find(log, request.params);
    if (representation === null) {
      return problem('not-logged', `The log of ${id} has ${log.size} leaves, and nothing of this name.`);
    }
    return { kind: 'body', representation, cacheControl, headers: modeHeader(description) };
  };
}

/** All of it in one file, for who verifies it elsewhere. */
async function archive(request: ApiRequest): Promise<Answer> {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const { id, log, description } = election.value;
  try {
    const representation = await election.value.archive.read();
    if (representation === null) return problem('not-logged', `The log of ${id} has no leaf yet.`);
    const headers = { ...modeHeader(description), ...fileName(`${id}-log-${log.size}-${description.mode}.zip`) };
    return { kind: 'body', representation, cacheControl: BRIEFLY, headers };
  } catch (error) {
    if (!(error instanceof LogFileMissingError)) throw error;
    return problem('being-restored', `A file of the log is made again: ${error.message}.`);
  }
}

function summary(log: LogShelf): Representation | null {
  return log.summary === null ? null : plain(JSON.stringify(log.summary), JSON_TYPE);
}

/** `tile/entries/000`, `tile/0/000.p/30`: three digits are enough for a quarter of a million bulletins. */
function tile(log: LogShelf, { level = '', index = '', width }: Params): Representation | null {
  const kind = level === 'entries' ? 'entries' : /^\d$/.test(level) ? Number(level) : null;
  const found = (width === undefined ? /^(\d{3})$/ : /^(\d{3})\.p$/).exec(index);
  if (kind === null || found === null || (width !== undefined && !/^[1-9]\d{0,2}$/.test(width))) return null;
  return log.tile(kind, Number(found[1]), width === undefined ? 256 : Number(width));
}
