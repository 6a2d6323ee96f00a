import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { escapeHtml } from '../../shared/markup.ts';
import { type Answer, type Headers, IMMUTABLE, NO_STORE } from './answer.ts';
import { encode, plain, type Representation } from './representation.ts';

const HTML = 'text/html; charset=utf-8';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': HTML,
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
/** Where a page is told the origin under which the public reaches this server; empty as it is built. */
const PUBLIC_ORIGIN = '<meta name="public-origin" content=""';
/** Text, which is worth compressing. */
const COMPRESSED = /charset=utf-8$/;

const NOT_BUILT = page(
  'The pages are not built',
  'This server publishes its numbers under <code>/api/v1</code>, but the screens were not built. Run <code>npm run build</code> and start it again.',
);
const NOTHING_HERE = page('Nothing here', 'There is no page at this address. <a href="/">To the turnout</a>');

interface PageFile {
  readonly representation: Representation;
  readonly cacheControl: string;
  /** In the place of those that every page has. */
  readonly headers: Headers;
}

/** The built client in memory, by address: `index.html` is `/`, `wall.html` is `/wall`, the rest under its own name. */
export class Pages {
  readonly #files = new Map<string, PageFile>();
  readonly #publicUrl: string | null;
  /** Fulfilled when everything is compressed; until then it is served as it is. */
  readonly compressed: Promise<void>;

  /**
   * @param directory where the client was built; it need not exist
   * @param publicUrl origin under which the public reaches the server; `null` where it is not known
   */
  constructor(directory: string, publicUrl: string | null = null) {
    this.#publicUrl = publicUrl;
    const entries = existsSync(directory) ? readdirSync(directory, { withFileTypes: true, recursive: true }) : [];
    const work: Promise<void>[] = [];
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const name = file.slice(directory.length).replaceAll('\\', '/').replace(/^\/*/, '/');
      work.push(this.#hold(name, readFileSync(file)));
    }
    this.compressed = Promise.all(work).then(() => undefined);
  }

  get built(): boolean {
    return this.#files.has('/');
  }

  /** The built `index.html`, into which the public pages are written; `null` where there is none. */
  get shell(): string | null {
    return this.#files.get('/')?.representation.identity.toString() ?? null;
  }

  /** @param path of an address, without its query */
  answer(path: string): Answer | null {
    const found = this.#files.get(path) ?? this.#files.get(path.replace(/\/$/, ''));
    return found === undefined ? null : { kind: 'body', ...found };
  }

  /** What is said where no page is. */
  missing(path: string): Answer {
    return path === '/' || (!this.built && !path.includes('.'))
      ? {
          kind: 'body',
          representation: NOT_BUILT,
          cacheControl: NO_STORE,
          status: 503,
          headers: { 'Retry-After': '30' },
        }
      : { kind: 'body', representation: NOTHING_HERE, cacheControl: NO_STORE, status: 404 };
  }

  async #hold(name: string, file: Buffer): Promise<void> {
    const contentType = CONTENT_TYPES[extname(name)] ?? 'application/octet-stream';
    const body = contentType === HTML && this.#publicUrl !== null ? told(file, this.#publicUrl) : file;
    const address = name === '/index.html' ? '/' : name.replace(/\.html$/, '');
    // Vite names what lies under /assets by its content.
    const cacheControl = name.startsWith('/assets/') ? IMMUTABLE : 'no-cache';
    const headers = contentType === HTML ? ownPolicy(body.toString()) : {};
    this.#files.set(address, { representation: plain(body, contentType), cacheControl, headers });
    if (!COMPRESSED.test(contentType)) return;
    this.#files.set(address, { representation: await encode(body, contentType), cacheControl, headers });
  }
}

function told(html: Buffer, publicUrl: string): Buffer {
  return Buffer.from(
    html.toString().replace(PUBLIC_ORIGIN, () => `${PUBLIC_ORIGIN.slice(0, -1)}${escapeHtml(publicUrl)}"`),
  );
}

/** A page that carries its script in itself says by which hashes it may: the same in the header, and that nobody frames it. */
function ownPolicy(html: string): Headers {
  const own = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/u.exec(html)?.[1];
  return own === undefined ? {} : { 'Content-Security-Policy': `${own}; frame-ancestors 'none'` };
}

function page(title: string, text: string): Representation {
  return plain(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${title}</title><h1>${title}</h1><p>${text}</p></html>\n`,
    HTML,
  );
}
