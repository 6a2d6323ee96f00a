import cliProgress from 'cli-progress';

/** A bar on standard error: shown only where a person looks on, silent in a file or a pipe. */
export interface ProgressBar {
  readonly update: (done: number, all: number) => void;
  readonly stop: () => void;
}

/** A bar headed by what is being done; it appears with the first progress. */
export function progressBar(doing: string): ProgressBar {
  const bar = new cliProgress.SingleBar(
    {
      format: `${doing} {bar} {percentage}% {value} of {total}`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
    },
    cliProgress.Presets.shades_classic,
  );
  let shown = false;
  return {
    update(done, all) {
      if (!shown) bar.start(all, done);
      else bar.update(done);
      shown = true;
    },
    stop() {
      if (shown) bar.stop();
      shown = false;
    },
  };
}
