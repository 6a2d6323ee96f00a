import type { Logger } from 'pino';
import type { BulletinListing } from '../../shared/bulletin.ts';
import { BytesChangedError, NumberGapError } from './broken-promises.ts';
import { KeptFiles } from './kept-files.ts';
import { greatestWritten, nameOf } from './numbered-files.ts';
import { CSV_TYPE, JSON_TYPE, type Representation, sha256Hex } from './representation.ts';

const NEWEST_IN_MEMORY = 24;

/** A bulletin as the store is given it. */
export interface BulletinBody {
  readonly listing: BulletinListing;
  readonly body: string;
  readonly csv: string;
}

/**
 * Why a bulletin is given to nobody: what the database holds of it is not what was frozen, or not what was published here; or it holds nothing
 * of it any more.
 */
export type Withheld = 'changed' | 'deleted';

/** Every bulletin of one election: the list in memory, the newest bodies too, each on disk. */
export class BulletinShelf {
  readonly #election: string;
  readonly #json: KeptFiles;
  readonly #csv: KeptFiles;
  readonly #listings: BulletinListing[] = [];
  readonly #withheld = new Map<number, Withheld>();
  readonly #missing = new Set<number>();

  constructor(o: { election: string; directory: string; log: Logger }) {
    this.#election = o.election;
    const files = { directory: o.directory, newestInMemory: NEWEST_IN_MEMORY, promised: true, log: o.log };
    this.#json = new KeptFiles({ ...files, contentType: JSON_TYPE });
    this.#csv = new KeptFiles({ ...files, contentType: CSV_TYPE });
  }

  /** In the order of their numbers. */
  get listings(): readonly BulletinListing[] {
    return this.#listings;
  }

  /** Numbers of bulletins whose files were found missing or damaged: to be added again, or told as deleted. */
  get missing(): readonly number[] {
    return [...this.#missing];
  }

  /** Whether a bulletin is given to nobody. */
  isWithheld({ number }: Pick<BulletinListing, 'number'>): boolean {
    return this.#withheld.has(number);
  }

  /** In one English sentence, why a bulletin is given to nobody; `null` where it is given. */
  whyWithheld({ number, hour }: Pick<BulletinListing, 'number' | 'hour'>): string | null {
    const what = `bulletin ${number} of ${this.#election}, hour ${hour},`;
    switch (this.#withheld.get(number)) {
      case 'changed':
        return `What is kept of ${what} is not what was frozen and published: it was changed since, and neither is given out.`;
      case 'deleted':
        return `Nothing is kept of ${what} but its leaf in the log: it was deleted, and nothing is given out in its place.`;
      default:
        return null;
    }
  }

  /**
   * Keeps the next bulletin, or takes over the state of one that is known. One whose bytes are not those announced, or not those that this
   * folder's copies published before, keeps its place and loses its figures: neither version is given to anybody, and what was published stays on
   * disk as it is.
   *
   * @returns why it is withheld; `null` where it is published
   * @throws NumberGapError; BytesChangedError for one that is known and whose files are not missing
   */
  async add({ listing, body, csv }: BulletinBody): Promise<BytesChangedError | null> {
    const { number } = listing;
    const known = this.#listings[number - 1];
    if (known === undefined) this.#expectNext(listing);
    let reason: BytesChangedError | null = null;
    try {
      this.#expectOwn(listing, known, { body, csv });
      if (known === undefined) {
        await Promise.all([this.#json.keep(nameOf(number), body), this.#csv.keep(nameOf(number, 'csv'), csv)]);
      } else {
        await Promise.all([this.#json.write(nameOf(number), body), this.#csv.write(nameOf(number, 'csv'), csv)]);
      }
    } catch (error) {
      const isGiven = known !== undefined && !this.#missing.has(number);
      if (isGiven || !(error instanceof BytesChangedError)) throw error;
      reason = error;
      this.#withheld.set(number, 'changed');
    }
    this.#missing.delete(number);
    this.#place(reason === null ? listing : withoutFigures(listing), known);
    return reason;
  }

  /** Keeps the place of the next bulletin, or of a missing one, that was deleted: nothing of it is given to anybody. @throws NumberGapError */
  addDeleted(listing: BulletinListing): void {
    const { number } = listing;
    const missing = this.#missing.delete(number) ? this.#listings[number - 1] : undefined;
    if (missing === undefined) this.#expectNext(listing);
    this.#withheld.set(number, 'deleted');
    this.#place(withoutFigures(listing), missing);
  }

  #place(listing: BulletinListing, known: BulletinListing | undefined): void {
    const { number, corrects } = listing;
    this.#listings[number - 1] = { ...listing, correctedBy: known?.correctedBy ?? listing.correctedBy };
    this.#mark(corrects, { correctedBy: number });
  }

  #expectNext({ number }: BulletinListing): void {
    const next = this.#listings.length + 1;
    if (number !== next) throw new NumberGapError(`bulletins of ${this.#election}`, next, number);
  }

  /** @throws BytesChangedError */
  #expectOwn(
    listing: BulletinListing,
    known: BulletinListing | undefined,
    { body, csv }: Pick<BulletinBody, 'body' | 'csv'>,
  ): void {
    const what = `bulletin ${listing.number} of ${this.#election}`;
    for (const expected of [listing.sha256, known?.sha256 ?? listing.sha256]) {
      if (sha256Hex(body) !== expected) throw new BytesChangedError(what, expected, sha256Hex(body));
    }
    for (const expected of [listing.csvSha256, known?.csvSha256 ?? listing.csvSha256]) {
      if (sha256Hex(csv) !== expected) throw new BytesChangedError(`${what} as CSV`, expected, sha256Hex(csv));
    }
  }

  /** Takes over what a recount said of a bulletin; its new listing, or `null` where it is not known here. */
  setStates({
    number,
    status,
    recount,
  }: Pick<BulletinListing, 'number' | 'status' | 'recount'>): BulletinListing | null {
    return this.#mark(number, { status, recount });
  }

  #mark(number: number | null, change: Partial<BulletinListing>): BulletinListing | null {
    const known = number === null ? undefined : this.#listings[number - 1];
    if (known === undefined) return null;
    const marked = { ...known, ...change };
    this.#listings[known.number - 1] = marked;
    return marked;
  }

  /** The newest bulletin of an hour, as its address names it. */
  ofHour(hour: string): BulletinListing | null {
    return this.#listings.findLast((listing) => listing.hour === hour) ?? null;
  }

  /** The greatest number that this folder ever held a whole bulletin of, whoever wrote it; 0 where there is none. */
  greatestWritten(): Promise<number> {
    return greatestWritten(this.#json);
  }

  /** JSON and CSV written under a number, whether or not they were given to this store; `null` where either is missing. */
  async readBack(number: number): Promise<{ readonly body: string; readonly csv: string } | null> {
    const body = await this.#json.readBack(nameOf(number));
    const csv = await this.#csv.readBack(nameOf(number, 'csv'));
    return body === null || csv === null ? null : { body, csv };
  }

  /** The bytes of a bulletin; `null` where it is withheld, or its file is missing or damaged, which is then remembered. */
  async read(listing: BulletinListing, form: 'json' | 'csv'): Promise<Representation | null> {
    if (this.isWithheld(listing)) return null;
    const representation =
      form === 'json'
        ? await this.#json.get(nameOf(listing.number), listing.sha256)
        : await this.#csv.get(nameOf(listing.number, 'csv'), listing.csvSha256);
    if (representation === null) this.#missing.add(listing.number);
    return representation;
  }
}

function withoutFigures(listing: BulletinListing): BulletinListing {
  return { ...listing, issued: null, registered: null, turnoutPct: null };
}
