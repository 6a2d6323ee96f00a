import type { ReactiveControllerHost } from 'lit';
import { describe, expect, it } from 'vitest';
import { SceneController } from './scene-controller.ts';
import type { Scene } from './wall-address.ts';

const host = { addController: () => {} } as unknown as ReactiveControllerHost;

function wall(rotateS: number | null, withMap = true) {
  let ms = 0;
  const scenes = new SceneController(host, {
    address: { scene: 'headline', rotateS },
    can: (scene) => withMap || scene !== 'map',
    monotonicMs: () => ms,
  });
  /** The scene at each second of the next `seconds`. */
  const watch = (seconds: number): Scene[] =>
    Array.from({ length: seconds }, () => {
      ms += 1000;
      scenes.hostUpdate();
      return scenes.scene;
    });
  return { scenes, watch };
}

describe('the scenes of a wall', () => {
  it('stay where nobody asks for rotation', () => {
    expect(new Set(wall(null).watch(86_400))).toEqual(new Set(['headline']));
  });

  it('each have their time over a day, to the second', () => {
    const seen = wall(30).watch(86_400);
    const changes = seen.flatMap((scene, i) => (i > 0 && scene !== seen[i - 1] ? [i] : []));
    expect(changes.slice(1).every((at, i) => at - (changes[i] ?? 0) === 30)).toBe(true);
    // 86,400 s / 30 s = 2,880 changes, the first after 30 s.
    expect(changes.length).toBe(2880);
    expect(new Set(seen)).toEqual(new Set(['headline', 'press', 'map']));
  });

  it('tell how much of their time has passed, where another follows', () => {
    const { scenes, watch } = wall(30);
    watch(12);
    // 12 s of 30 s.
    expect(scenes.turn).toBeCloseTo(0.4);
    scenes.direct({ scene: 'press', hold: true });
    expect(scenes.turn).toBeNull();
    expect(wall(null).scenes.turn).toBeNull();
  });

  it('leave out the map of an election that has none', () => {
    expect(new Set(wall(30, false).watch(300))).toEqual(new Set(['headline', 'press']));
  });

  it('obey the operator, hold until told otherwise, and pass over what they do not know', () => {
    const { scenes, watch } = wall(30);
    scenes.direct({ scene: 'press', hold: true });
    scenes.direct({ scene: 'fireworks', hold: false });
    expect(new Set(watch(3600))).toEqual(new Set(['press']));
    scenes.direct({ scene: 'map', hold: false });
    expect(watch(31).at(-1)).toBe('headline');
  });
});
