/** One picture of the contact sheet: an address on a server, at a size. */
export interface Shot {
  /** What it shows, its size, language and theme. */
  readonly name: string;
  readonly path: string;
  readonly wide: number;
  readonly high: number;
  /** The page to its end, not its first screen only. */
  readonly whole?: boolean;
  /** Drawn in the reader's own colours. */
  readonly forced?: boolean;
  /** Pressed as soon as it is there. */
  readonly press?: string;
  /** Waited for before the picture is taken. */
  readonly until: string;
}

const WALLS = {
  '4K': [3840, 2160],
  HD: [1920, 1080],
  portrait: [1080, 1920],
  ultra: [5760, 2160],
  old: [1280, 960],
} as const;
const PAGES = { phone: [390, 844], desktop: [1440, 1000] } as const;

type Look = readonly [lang: string, theme: string];
const EVERY_LOOK: readonly Look[] = [
  ['en', 'dark'],
  ['en', 'light'],
  ['ru', 'dark'],
  ['ru', 'light'],
];
const TWO_LOOKS: readonly Look[] = [
  ['en', 'dark'],
  ['ru', 'light'],
];
const SCENES = ['headline', 'press', 'map'] as const;
type Scene = (typeof SCENES)[number];
/** What each scene has when nothing is missing on it. */
const WHOLE: Readonly<Record<Scene, string>> = {
  headline: '[data-rise]',
  press: '.press-scene',
  map: 'change-map text',
};

/** Every screen in the sizes everything is looked at in every look, and the walls' odd sizes in two. */
export function everyScreen(): Shot[] {
  const walls = SCENES.flatMap((scene) => [
    ...walled(scene, ['HD', '4K'], EVERY_LOOK),
    ...walled(scene, ['portrait', 'ultra', 'old'], TWO_LOOKS),
  ]);
  return [...walls, ...paged(EVERY_LOOK), ...desks(EVERY_LOOK)];
}

/**
 * One of each screen in two looks: for states rather than sizes.
 *
 * @param until what says on every screen that it is in the state; each is taken when it has its figures where nothing does
 */
export function fewScreens(until?: string): Shot[] {
  const walls = SCENES.flatMap((scene) => walled(scene, ['HD'], TWO_LOOKS, until ?? WHOLE[scene]));
  return [...walls, ...paged(TWO_LOOKS, until), ...desks(TWO_LOOKS, until)];
}

/** The page of a snapshot taken earlier. */
export function pastPages(snapshot: number): Shot[] {
  return paged(TWO_LOOKS, '[data-state="past"]').map((shot) => ({
    ...shot,
    path: `${shot.path}&snapshot=${snapshot}`,
  }));
}

/** The page that its reader has stopped. */
export function pausedPages(): Shot[] {
  return paged(TWO_LOOKS, '.banner [data-pause]').map((shot) => ({ ...shot, press: 'header [data-pause]' }));
}

/** From right to left, and in the reader's own colours. */
export function otherReaders(): Shot[] {
  const looks: readonly Look[] = [['ar', 'dark']];
  const leftward = [...SCENES.flatMap((scene) => walled(scene, ['HD'], looks)), ...paged(looks), ...desks(looks)];
  const own = [
    ...walled('headline', ['HD'], [['en', 'dark']]),
    ...paged([['en', 'light']]),
    ...desks([['en', 'light']]),
  ];
  return [...leftward, ...own.map((shot) => ({ ...shot, name: `${shot.name}, forced colours`, forced: true }))];
}

function walled(scene: Scene, sizes: (keyof typeof WALLS)[], looks: readonly Look[], until = '[data-qr]'): Shot[] {
  return sizes.flatMap((size) =>
    looks.map(([lang, theme]) => {
      const [wide, high] = WALLS[size];
      const path = `/wall?scene=${scene}&lang=${lang}&theme=${theme}`;
      return { name: `wall ${scene} ${size} ${lang} ${theme}`, path, wide, high, until };
    }),
  );
}

function paged(looks: readonly Look[], until = 'h1'): Shot[] {
  return Object.entries(PAGES).flatMap(([size, [wide, high]]) =>
    looks.map(([lang, theme]) => {
      const path = `/?lang=${lang}&theme=${theme}`;
      return { name: `page ${size} ${lang} ${theme}`, path, wide, high, whole: true, until };
    }),
  );
}

function desks(looks: readonly Look[], until = 'bulletin-grid .value'): Shot[] {
  return looks.map(([lang, theme]) => {
    const path = `/desk?lang=${lang}&theme=${theme}`;
    return { name: `desk HD ${lang} ${theme}`, path, wide: 1920, high: 1080, until };
  });
}
