/**
 * One count at every snapshot, in the bytes its changes need: a count that stands still costs nothing.
 *
 * Changes as zigzag varints; a zero byte stands before the length of a run without change. Exact for whole numbers whose
 * differences stay below 2^52.
 */
export class CountColumn {
  #bytes = new Uint8Array(16);
  #used = 0;
  #length = 0;
  #last = 0;
  #still = 0;

  get length(): number {
    return this.#length;
  }

  /** Bytes held. */
  get byteLength(): number {
    return this.#bytes.byteLength;
  }

  push(count: number): void {
    const change = count - this.#last;
    if (change === 0) {
      this.#still += 1;
    } else {
      this.#writeStill();
      this.#writeVarint(change > 0 ? change * 2 : -change * 2 - 1);
      this.#last = count;
    }
    this.#length += 1;
  }

  /** Repeats the last count, 0 before the first, until there are `length`. */
  extendTo(length: number): void {
    this.#still += length - this.#length;
    this.#length = length;
  }

  /** Every count, in order. */
  counts(): Float64Array {
    const counts = new Float64Array(this.#length);
    let at = 0;
    let filled = 0;
    let last = 0;
    const read = () => {
      let value = 0;
      let scale = 1;
      for (;;) {
        const byte = this.#bytes[at]!;
        at += 1;
        value += (byte & 0x7f) * scale;
        if (byte < 0x80) return value;
        scale *= 128;
      }
    };
    while (at < this.#used) {
      const token = read();
      if (token === 0) {
        const run = read();
        counts.fill(last, filled, filled + run);
        filled += run;
      } else {
        last += token % 2 === 0 ? token / 2 : -(token + 1) / 2;
        counts[filled] = last;
        filled += 1;
      }
    }
    return counts.fill(last, filled);
  }

  #writeStill(): void {
    if (this.#still === 0) return;
    this.#writeVarint(0);
    this.#writeVarint(this.#still);
    this.#still = 0;
  }

  #writeVarint(value: number): void {
    if (this.#used + 8 > this.#bytes.length) {
      const grown = new Uint8Array(Math.ceil(this.#bytes.length * 1.5) + 8);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#used] = (rest % 128) + 0x80;
      this.#used += 1;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#used] = rest;
    this.#used += 1;
  }
}
