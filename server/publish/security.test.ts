import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../test/chromium.ts';
import { SMALL, smallStore } from '../test/small-publication.ts';
import { SECRET, type SmallServer, serveSmall, smallClient } from '../test/small-server.ts';
import { securityHeaders } from './security.ts';

const index =
  '<!doctype html><html lang="en"><title>Turnout</title><p id="heard">nothing</p><script type="module" src="/assets/page-abc123.js"></script></html>';
const wall = '<!doctype html><html lang="en"><title>Wall</title></html>';

describe('headers of pages', () => {
  const policy = (publicUrl: string | null) => securityHeaders(publicUrl).pages['Content-Security-Policy'] ?? '';

  test('allow nothing but what is ours', () => {
    expect(policy(null).split(';')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ]);
  });

  test('ask for https only where the public has it', () => {
    expect(policy('https://turnout.example')).toContain('upgrade-insecure-requests');
    expect(securityHeaders('https://turnout.example').pages['Strict-Transport-Security']).toBe('max-age=31536000');
    expect(policy('http://localhost:8080')).not.toContain('upgrade');
    expect(securityHeaders('http://localhost:8080').pages).not.toHaveProperty('Strict-Transport-Security');
  });

  test('let other sites read the interface, and only that', () => {
    const { pages, api } = securityHeaders(null);
    expect(api['Access-Control-Allow-Origin']).toBe('*');
    expect(api['Cross-Origin-Resource-Policy']).toBe('cross-origin');
    expect(pages).not.toHaveProperty('Access-Control-Allow-Origin');
    expect(pages['Cross-Origin-Resource-Policy']).toBe('same-origin');
    for (const headers of [pages, api]) expect(headers['X-Content-Type-Options']).toBe('nosniff');
  });
});

describe('pages', () => {
  let server: SmallServer;
  const script = 'document.title;'.repeat(100);
  beforeAll(async () => {
    const clientDirectory = smallClient({
      'index.html': index,
      'wall.html': wall,
      'assets/page-abc123.js': script,
      'favicon.svg': '<svg/>',
    });
    server = await serveSmall(await smallStore(1), { clientDirectory });
  });
  afterAll(() => server.close());

  test('stand at their names, asked for anew each time; what is named by its content is kept for ever', async () => {
    for (const [path, body] of [
      ['/', index],
      ['/wall', wall],
      ['/wall/', wall],
      ['/wall?demo', wall],
    ] as const) {
      const answer = await server.get(path);
      expect(answer.text).toBe(body);
      expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      const again = await server.get(path, { 'if-none-match': answer.headers.etag! });
      expect(again.status).toBe(304);
    }
    const asset = await server.get('/assets/page-abc123.js', { 'accept-encoding': 'gzip' });
    expect(asset.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
    });
    expect(asset.headers['cache-control']).toContain('immutable');
    expect((await server.get('/favicon.svg')).headers['content-type']).toContain('image/svg+xml');
  });

  test('that do not exist are plainly not there', async () => {
    for (const path of [
      '/nowhere',
      '/assets/none.js',
      '/../package.json',
      '/assets/../../package.json',
      '/index.html/..',
    ]) {
      const answer = await server.get(path);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('There is no page at this address');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  test('that were not built are said to be, while the numbers are served', async () => {
    const bare = await serveSmall(await smallStore(1));
    for (const path of ['/', '/wall']) {
      const answer = await bare.get(path);
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('npm run build');
    }
    expect((await bare.get(`/api/v1/elections/${SMALL}/now.json`)).status).toBe(200);
    await bare.close();
  });

  test('a request that is no HTTP is ended, and the next is answered', async () => {
    const said = await new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write('HELLO\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
    });
    expect(said).toContain('400 Bad Request');
    const endless = await server.get('/', { 'x-endless': 'x'.repeat(9_000) });
    expect(endless.status).toBe(400);
    expect((await server.get('/healthz')).status).toBe(200);
  });
});

test('a secret never reaches the log', async () => {
  let written = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      written += chunk;
      done();
    },
  });
  const server = await serveSmall(await smallStore(1), { log: pino({ level: 'trace' }, sink) });
  await server.get('/api/v1/metrics', { authorization: `Bearer ${SECRET}` });
  await server.get('/api/v1/metrics', { authorization: 'Bearer a-wrong-guess' });
  await server.close();
  expect(written).toContain('/api/v1/metrics');
  expect(written).not.toContain(SECRET);
  expect(written).not.toContain('a-wrong-guess');
});

test('in Chromium the policy lets our script and our socket through and nothing else', async () => {
  const script = `
    const heard = document.getElementById('heard');
    const socket = new WebSocket(location.origin.replace('http', 'ws') + '/socket.io/?EIO=4&transport=websocket&election=${SMALL}');
    socket.onmessage = ({ data }) => {
      if (data.startsWith('0')) socket.send('40/live,');
      if (data.includes('snapshot:taken')) heard.textContent = 'a snapshot';
    };
    try { heard.innerHTML = '<b>injected</b>'; } catch { document.title = 'trusted types hold'; }
    trustedTypes.createPolicy('lit-html', { createHTML: (html) => html });
    const inline = document.createElement('style');
    inline.textContent = 'p { color: rgb(1, 2, 3) }';
    document.head.append(inline);
  `;
  const clientDirectory = smallClient({ 'index.html': index, 'assets/page-abc123.js': script });
  const server = await serveSmall(await smallStore(1), { clientDirectory });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const context: BrowserContext = await browser.newContext();
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    await page.goto(server.origin);
    await page.getByText('a snapshot').waitFor();
    expect(await page.title()).toBe('trusted types hold');
    expect(
      await page
        .locator('#heard')
        .evaluate((element) => element.ownerDocument.defaultView!.getComputedStyle(element).color),
    ).not.toBe('rgb(1, 2, 3)');
    expect(refused.join('\n')).toMatch(/style-src/);
  } finally {
    await browser.close();
    await server.close();
  }
});
