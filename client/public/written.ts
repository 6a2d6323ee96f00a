import type { LogSummary } from '../../shared/bulletin-log/summary.ts';
import type { CountryMap } from '../../shared/page/country-map.ts';

/** What the server wrote into the page that no file of the snapshot says. */
export interface Written {
  /** Number of the snapshot whose page it is. */
  readonly number: string;
  /** SHA-256 of that snapshot's file. */
  readonly sha256: string;
  /** The map that was drawn; `null` without one. It stays with the page: outlines do not change. */
  readonly map: CountryMap | null;
  /** The head of the bulletins' log then; `null` without one. */
  readonly log: LogSummary | null;
}

/** Reads a page that the server has written; of an empty one nothing is known. */
export function readWritten(page: Element): Written {
  const hash = page.querySelector<HTMLElement>('[data-hash]');
  return { number: hash?.dataset.hash ?? '', sha256: hash?.textContent ?? '', map: readMap(page), log: readLog(page) };
}

function readLog(page: Element): LogSummary | null {
  const log = page.querySelector<HTMLElement>('[data-log]')?.dataset.log;
  return log === undefined ? null : (JSON.parse(log) as LogSummary);
}

function readMap(page: Element): CountryMap | null {
  const map = page.querySelector('svg.map');
  const [, , wide = 0, high = 0] = (map?.getAttribute('viewBox') ?? '').split(' ').map(Number);
  if (map === null) return null;
  const areas = [...map.querySelectorAll('[data-code]')].map((path) => ({
    code: path.getAttribute('data-code') ?? '',
    path: path.getAttribute('d') ?? '',
  }));
  return { wide, high, areas };
}
