/** Extensions folders for servers, each with one packaged extension. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { hostEnvironment } from './environment.ts';
import { out, vscodeServer } from './paths.ts';

/**
 * Fills a server's extensions folder with a packaged extension. VS Code installs each package once, which takes seconds; every
 * server gets a copy of what it installed. Paths in it are relative.
 */
export async function installInto(folder: string, vsix: string): Promise<void> {
  const digest = createHash('sha256').update(await readFile(vsix));
  const installed = path.join(out, 'host', `installed-${digest.digest('hex').slice(0, 16)}`);
  if (!existsSync(installed)) await installOnce(installed, vsix);
  await cp(installed, folder, { recursive: true });
}

/** Another process may install the same package at the same time, so this gives the folder its name when it is complete. */
async function installOnce(installed: string, vsix: string): Promise<void> {
  const home = path.dirname(installed);
  await mkdir(home, { recursive: true });
  for (const earlier of globSync('installed-*', { cwd: home })) {
    const isOther = earlier !== path.basename(installed);
    if (isOther) await rm(path.join(home, earlier), { recursive: true, force: true });
  }
  const unfinished = await mkdtemp(path.join(home, 'installing-'));
  const extensions = path.join(unfinished, 'extensions');
  try {
    await runServer([
      ...['--accept-server-license-terms', '--server-data-dir', path.join(unfinished, 'data')],
      ...['--extensions-dir', extensions, '--install-extension', vsix],
    ]);
    await rename(extensions, installed).catch((error: unknown) => {
      if (!existsSync(installed)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function runServer(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [vscodeServer, ...args], {
    env: hostEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`VS Code did not install the extension:\n${output}`);
}
