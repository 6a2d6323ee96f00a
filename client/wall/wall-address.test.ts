import { describe, expect, it } from 'vitest';
import { permalink, readWallAddress } from './wall-address.ts';

describe('the address of a wall', () => {
  it.each([
    ['', { scene: 'headline', rotateS: null }],
    ['?scene=press', { scene: 'press', rotateS: null }],
    ['?scene=map&rotate=30', { scene: 'map', rotateS: 30 }],
    // Nobody reads a scene in three seconds.
    ['?rotate=3', { scene: 'headline', rotateS: 15 }],
    ['?scene=fireworks&rotate=often', { scene: 'headline', rotateS: null }],
    ['?rotate=-20', { scene: 'headline', rotateS: null }],
  ])('%s asks for %o', (query, asked) => {
    expect(readWallAddress(`https://turnout.example/wall${query}`)).toEqual(asked);
  });

  it('has the public page at the same snapshot as its permalink', () => {
    expect(permalink('https://turnout.example', 'land', 181)).toBe(
      'https://turnout.example/?snapshot=181&election=land',
    );
  });
});
