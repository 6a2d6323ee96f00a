import { createHash } from 'node:crypto';
import { build, type Plugin, type Rollup } from 'vite';

/**
 * Builds a page into one file that has its script, style and letters in itself: it works saved to disk with the network cut. Its own
 * policy, by the hashes of what it holds, lets it load nothing else and ask nobody but the server it came from; the server
 * says the same in its header.
 *
 * @param page name of the HTML file in `root`
 */
export function oneFile(page: string, root: string): Plugin {
  return {
    name: 'one-file',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: page, source: await built(page, root) });
    },
  };
}

async function built(page: string, root: string): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: { '@fontsource-variable/noto-sans/wdth.css': `${root}/verify/letters.css` } },
    build: {
      write: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      modulePreload: false,
      rollupOptions: { input: `${root}/${page}`, output: { codeSplitting: false } },
    },
  });
  const { output } = (Array.isArray(result) ? result[0] : result) as Rollup.RollupOutput;
  const [script, ...more] = output.flatMap((part) => (part.type === 'chunk' ? [part.code.trim()] : []));
  const asset = (ending: string) => {
    const found = output.find((part) => part.type === 'asset' && part.fileName.endsWith(ending));
    return found?.type === 'asset' ? String(found.source).trim() : null;
  };
  const [html, style] = [asset('.html'), asset('.css')];
  if (script === undefined || more.length > 0 || html === null || style === null) {
    throw new Error(`${page} is not one page with one script and one style: ${output.map((part) => part.fileName)}`);
  }
  // A script that names its own end tag would end there.
  if (/<\/script|<!--/iu.test(script)) throw new Error(`the script of ${page} cannot stand in the page`);
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return html
    .replace(/\s*<link rel="stylesheet"[^>]*>/gu, '')
    .replace(/\s*<script[^>]*><\/script>/gu, '')
    .replace('<meta charset="utf-8">', (charset) => `${charset}\n    ${metaOf(policy)}`)
    .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
    .replace('</body>', () => `  <script type="module">${script}</script>\n  </body>`);
}

function metaOf(policy: string): string {
  return `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
