import type { ReactiveController, ReactiveControllerHost } from 'lit';

const LOOK_EVERY_MS = 60_000;
const RELOAD_AT_MOST_EVERY_MS = 600_000;
const TIMEOUT_MS = 20_000;
const REMEMBERED = 'turnout-wall-reloaded';

/** The page's own script as Vite names it, by its content. */
const SCRIPT = /<script type="module"[^>]* src="([^"]+)"/u;

/**
 * Loads the wall again when the server has another build of it, and only then: the server has just given the new page whole,
 * so the screen never meets an error page. At most once in ten minutes, whatever the server says.
 */
export class BuildController implements ReactiveController {
  readonly #monotonicMs: () => number;
  #lookAtMs: number;
  #busy = false;

  constructor(host: ReactiveControllerHost, monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
    this.#lookAtMs = monotonicMs() + LOOK_EVERY_MS * (0.5 + Math.random());
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#busy || this.#monotonicMs() < this.#lookAtMs) return;
    this.#busy = true;
    this.#lookAtMs = this.#monotonicMs() + LOOK_EVERY_MS * (0.8 + 0.4 * Math.random());
    void this.#look().finally(() => {
      this.#busy = false;
    });
  }

  async #look(): Promise<void> {
    const own = document.querySelector<HTMLScriptElement>('script[type="module"]')?.getAttribute('src');
    const offered = await offeredScript();
    if (own === null || own === undefined || offered === null || offered === own || reloadedLately()) return;
    sessionStorage.setItem(REMEMBERED, String(Date.now()));
    location.reload();
  }
}

/** The script of the page the server would give now; `null` where it gives none, or one that is not whole. */
async function offeredScript(): Promise<string | null> {
  try {
    const page = await fetch(location.pathname, { cache: 'no-cache', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!page.ok) return null;
    const src = SCRIPT.exec(await page.text())?.[1];
    if (src === undefined) return null;
    const script = await fetch(src, { method: 'HEAD', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return script.ok ? src : null;
  } catch {
    return null;
  }
}

function reloadedLately(): boolean {
  const at = Number(sessionStorage.getItem(REMEMBERED) ?? Number.NaN);
  // A clock that was set back makes the memory worthless rather than eternal.
  return at <= Date.now() && Date.now() - at < RELOAD_AT_MOST_EVERY_MS;
}
