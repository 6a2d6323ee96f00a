/** How many bytes of bodies may be worked on at once. What is made of a byte takes several in memory. */
export interface RoomLimits {
  readonly bytes: number;
  /** Of one source; no less than one body may have, so that every body finds room when its source sends nothing else. */
  readonly bytesOfSource: number;
}

/** So much is worked on that no more of any body can be held. */
export class RoomFullError extends Error {
  override readonly name = 'RoomFullError';
}

/** So much of one source is worked on that no more of it can be held. */
export class SourceRoomFullError extends Error {
  override readonly name = 'SourceRoomFullError';
}

/** What one body takes of the room. */
export interface Place {
  /** Takes so many bytes more; what is wrong where there is no room for them. */
  take(bytes: number): RoomFullError | SourceRoomFullError | null;
  /** Gives back all that was taken. */
  leave(): void;
}

/**
 * The memory for bodies, from their first byte until they are answered: however many connections send at once, no more than this is
 * held. Only bytes that arrived count, so that who announces much and sends nothing takes nothing from the others.
 */
export class BodyRoom {
  readonly #limits: RoomLimits;
  readonly #ofSource = new Map<string, number>();
  #bytes = 0;

  constructor(limits: RoomLimits) {
    this.#limits = limits;
  }

  /** A place for one body of this source, nothing in it yet. */
  enter(source: string): Place {
    let taken = 0;
    return {
      take: (bytes) => {
        const ofSource = this.#ofSource.get(source) ?? 0;
        if (ofSource + bytes > this.#limits.bytesOfSource) {
          return new SourceRoomFullError(`more than ${this.#limits.bytesOfSource} bytes of this source are under way`);
        }
        if (this.#bytes + bytes > this.#limits.bytes) {
          return new RoomFullError(`more than ${this.#limits.bytes} bytes are under way`);
        }
        taken += bytes;
        this.#add(source, bytes);
        return null;
      },
      leave: () => {
        this.#add(source, -taken);
        taken = 0;
      },
    };
  }

  #add(source: string, bytes: number): void {
    const ofSource = (this.#ofSource.get(source) ?? 0) + bytes;
    if (ofSource === 0) this.#ofSource.delete(source);
    else this.#ofSource.set(source, ofSource);
    this.#bytes += bytes;
  }
}
