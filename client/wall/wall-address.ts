/** What a wall can show, in the order of a rotation. */
export const SCENES = ['headline', 'press', 'map'] as const;
export type Scene = (typeof SCENES)[number];

/** A scene is read before it changes. */
const DWELL_AT_LEAST_S = 15;

export interface WallAddress {
  readonly scene: Scene;
  /** Seconds each scene stays; `null` shows one for ever. */
  readonly rotateS: number | null;
}

/** Reads `?scene=` and `?rotate=` (seconds, 15 at least); what makes no sense is as if it were absent. */
export function readWallAddress(href: string): WallAddress {
  const query = new URL(href).searchParams;
  const scene = query.get('scene') ?? '';
  const rotateS = Number(query.get('rotate') ?? Number.NaN);
  return {
    scene: isScene(scene) ? scene : 'headline',
    rotateS: Number.isFinite(rotateS) && rotateS > 0 ? Math.max(DWELL_AT_LEAST_S, rotateS) : null,
  };
}

export function isScene(name: string): name is Scene {
  return SCENES.some((scene) => scene === name);
}

/**
 * Where the public reaches the server, as the page was told by it: a kiosk itself may have been opened as `localhost` or by
 * an address that nobody else can follow.
 *
 * @param own origin of the wall itself, which has to do where the server was not told its public one
 */
export function publicOrigin(page: Document, own: string): string {
  return page.querySelector<HTMLMetaElement>('meta[name="public-origin"]')?.content || own;
}

/** The public page at one snapshot, for ever, as a whole address: what a wall's QR code says. */
export function permalink(origin: string, election: string, number: number): string {
  const url = new URL('/', origin);
  url.searchParams.set('snapshot', String(number));
  url.searchParams.set('election', election);
  return url.href;
}
