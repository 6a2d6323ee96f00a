import { cp, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../../server/config.ts';
import { temporaryFolder } from '../../../server/test/program.ts';

/**
 * Folder of the whole program built anew: the same code, but each script of its pages under another name, as Vite gives one
 * whose content changed. The old names are not there.
 */
export async function anotherBuild(): Promise<string> {
  const [root, home] = [packageRoot(), await temporaryFolder()];
  for (const part of ['package.json', 'dist/server', 'dist/shared', 'dist/client'])
    await cp(join(root, part), join(home, part), { recursive: true });
  for (const part of ['node_modules', 'elections']) await symlink(join(root, part), join(home, part));
  const client = join(home, 'dist', 'client');
  const assets = join(client, 'assets');
  const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const renamed = (text: string) => scripts.reduce((all, name) => all.replaceAll(name, nameAnew(name)), text);
  const pages = (await readdir(client)).filter((name) => name.endsWith('.html'));
  for (const file of [...pages.map((name) => join(client, name)), ...scripts.map((name) => join(assets, name))])
    await writeFile(file, renamed(await readFile(file, 'utf8')));
  for (const name of scripts) await rename(join(assets, name), join(assets, nameAnew(name)));
  return home;
}

const nameAnew = (script: string) => script.replace(/\.js$/u, '-anew.js');
