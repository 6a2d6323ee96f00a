/** One picture of the contact sheet: an address on a server, at a size. */
export interface Shot {
  readonly name: string;
  readonly path: string;
  readonly wide: number;
  readonly high: number;
  /** Drawn from right to left. */
  readonly rtl?: boolean;
  /** Drawn in the reader's own colours. */
  readonly forced?: boolean;
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
const LOOKS = [
  ['en', 'dark'],
  ['ru', 'light'],
] as const;

/** The wall in every scene and size, the page on a phone and a desktop, the desk. */
export function everyScreen(name: string, query = ''): Shot[] {
  const walls = LOOKS.flatMap(([lang, theme]) =>
    ['headline', 'press', 'map'].flatMap((scene) =>
      Object.entries(WALLS).map(([size, [wide, high]]): Shot => {
        const path = `/wall?scene=${scene}&lang=${lang}&theme=${theme}${query}`;
        return { name: `${name} wall ${scene} ${size} ${lang} ${theme}`, path, wide, high, until: '[data-qr]' };
      }),
    ),
  );
  return [...walls, ...pages(name, query)];
}

/** One wall, one phone and one desktop in each look: for states rather than sizes. */
export function fewScreens(name: string, until: string): Shot[] {
  const walls = LOOKS.map(([lang, theme]): Shot => {
    const path = `/wall?lang=${lang}&theme=${theme}`;
    return { name: `${name} wall HD ${lang} ${theme}`, path, wide: 1920, high: 1080, until };
  });
  return [...walls, ...pages(name, '')];
}

/** The wall from right to left, and in forced colours. */
export function otherReaders(name: string): Shot[] {
  const wall = { path: '/wall?lang=en&theme=dark', wide: 1920, high: 1080, until: '[data-qr]' };
  return [
    { ...wall, name: `${name} wall right to left`, rtl: true },
    { ...wall, name: `${name} wall forced colours`, forced: true },
  ];
}

function pages(name: string, query: string): Shot[] {
  return LOOKS.flatMap(([lang, theme]): Shot[] => {
    const asked = `?lang=${lang}&theme=${theme}${query}`;
    return [
      { name: `${name} page phone ${lang} ${theme}`, path: `/${asked}`, wide: 390, high: 844, until: 'h1' },
      { name: `${name} page desktop ${lang} ${theme}`, path: `/${asked}`, wide: 1440, high: 1000, until: 'h1' },
      { name: `${name} desk ${lang} ${theme}`, path: `/desk${asked}`, wide: 1920, high: 1080, until: 'h1' },
    ];
  });
}
