import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll } from 'vitest';

/** A process that counts one minute after the other as fast as it can; see `counting-process.mjs`. */
export class CountingProcess {
  readonly process: ChildProcess;
  readonly lines: string[] = [];
  #begun = 0;
  #heard: () => void = () => {};
  #told = '';

  /**
   * @param stepMinutes election minutes from one count to the next: 60 strikes an hour with each
   * @param goesOn after a count that failed, as the program does; ends otherwise
   */
  constructor(o: { url: string; stepMinutes: number; goesOn?: boolean }) {
    const script = join(import.meta.dirname, 'counting-process.mjs');
    const whatIf = o.goesOn ? 'goes-on' : 'ends';
    this.process = spawn(process.execPath, [script, o.url, String(o.stepMinutes), whatIf], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this.process);
    createInterface({ input: this.process.stdout! }).on('line', (line) => {
      this.lines.push(line);
      if (line === 'begin') this.#begun += 1;
      this.#heard();
    });
    this.process.stderr!.on('data', (chunk: Buffer) => {
      this.#told += chunk.toString();
    });
    this.process.once('exit', () => {
      running.delete(this.process);
      this.#heard();
    });
  }

  /** Resolves as soon as it has begun its nth count, from 1. */
  async began(n: number): Promise<void> {
    await this.#until(() => this.#begun >= n);
  }

  /** The first line after so many that matches, as soon as it says it. */
  async says(o: { after: number; matching: RegExp }): Promise<string> {
    const find = () => this.lines.slice(o.after).find((line) => o.matching.test(line));
    await this.#until(() => find() !== undefined);
    return find()!;
  }

  async #until(came: () => boolean): Promise<void> {
    while (!came()) {
      if (this.#over) throw new Error(`the counting process ended: ${this.#told}`);
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  get #over(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Numbers of the snapshots it said it counted. */
  get counted(): number[] {
    return this.lines.flatMap((line) => (line.startsWith('counted ') ? [Number(line.slice(8))] : []));
  }

  /** Ends it as a power cut does; whether that fell into a count. */
  async kill(): Promise<boolean> {
    if (!this.#over) {
      const ended = once(this.process, 'close');
      this.process.kill('SIGKILL');
      await ended;
    }
    return this.lines.at(-1) === 'begin';
  }
}

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});
