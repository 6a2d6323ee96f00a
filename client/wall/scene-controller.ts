import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { WallDirection } from '../../shared/events.ts';
import { isScene, SCENES, type Scene, type WallAddress } from './wall-address.ts';

export interface SceneOptions {
  readonly address: WallAddress;
  /** Whether a scene has something to show: an election without boundaries has no map. */
  readonly can: (scene: Scene) => boolean;
  /** Ms by a clock that never goes back. */
  readonly monotonicMs: () => number;
}

/**
 * The scene on the wall: what the operator last directed, else what the address asks, going round where rotation is asked
 * and nothing is held. Judged anew at each redraw, so that no timer can die and leave a wall standing still.
 */
export class SceneController implements ReactiveController {
  readonly #options: SceneOptions;
  #wanted: Scene;
  #held = false;
  #sinceMs: number;

  constructor(host: ReactiveControllerHost, options: SceneOptions) {
    this.#options = options;
    this.#wanted = options.address.scene;
    this.#sinceMs = options.monotonicMs();
    host.addController(this);
  }

  /** What is shown: the wanted scene, or the headline while that has nothing to show. */
  get scene(): Scene {
    return this.#options.can(this.#wanted) ? this.#wanted : 'headline';
  }

  /** How much of a scene's time has passed, 0 … 1; `null` where none follows. */
  get turn(): number | null {
    const { address, monotonicMs } = this.#options;
    if (address.rotateS === null || this.#held) return null;
    return Math.min(1, (monotonicMs() - this.#sinceMs) / (address.rotateS * 1000));
  }

  /** Obeys the operator; a scene this wall does not know leaves it as it is. */
  direct({ scene, hold }: WallDirection): void {
    if (!isScene(scene)) return;
    this.#show(scene);
    this.#held = hold;
  }

  hostUpdate(): void {
    const { address, monotonicMs } = this.#options;
    if (address.rotateS === null || this.#held) return;
    if (monotonicMs() - this.#sinceMs >= address.rotateS * 1000) this.#show(this.#next());
  }

  #next(): Scene {
    const at = SCENES.indexOf(this.scene);
    const round = [...SCENES.slice(at + 1), ...SCENES.slice(0, at + 1)];
    return round.find((scene) => this.#options.can(scene)) ?? 'headline';
  }

  #show(scene: Scene): void {
    this.#wanted = scene;
    this.#sinceMs = this.#options.monotonicMs();
  }
}
