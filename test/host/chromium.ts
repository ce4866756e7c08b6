import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';
import { cache } from './paths.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  // Without these four, Chromium keeps looking for hosts that a test machine cannot reach.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
];

/** Launches a headless browser: the one in EASEL_BROWSER; otherwise, on Linux x64, the Chromium from npm; otherwise Chrome. */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env['EASEL_BROWSER'];
  if (installed) return await chromium.launch({ executablePath: installed, args: ARGS });
  if (process.platform === 'linux' && process.arch === 'x64') {
    return await chromium.launch(await unpackedChromium());
  }
  return await chromium.launch({ channel: 'chrome', args: ARGS });
}

/**
 * Unpacks Chromium once. The package would unpack into the system's temporary folder, where a second process could find half
 * a binary; so this unpacks into a separate folder and gives it its final name when it is complete.
 */
async function unpackedChromium(): Promise<LaunchOptions> {
  const home = path.join(cache, 'chromium');
  if (!existsSync(home)) await unpack(home);
  const executablePath = path.join(home, 'chromium');
  return {
    executablePath,
    args: ['--headless=shell', ...ARGS],
    env: {
      ...process.env,
      FONTCONFIG_FILE: path.join(home, 'fonts.conf'),
      ...missingLibraries(executablePath, home),
    },
  };
}

async function unpack(home: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(path.join(cache, 'unpacking-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = unfinished;
  try {
    const { default: packed, inflate } = await import('@sparticuz/chromium');
    await packed.executablePath();
    const libraries = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'));
    await inflate(fileURLToPath(libraries));
    await writeFile(path.join(unfinished, 'fonts.conf'), fontsConf(home));
    await rename(unfinished, home).catch(async (error: unknown) => {
      if (!existsSync(home)) throw error;
      await rm(unfinished, { recursive: true });
    });
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** Returns a configuration with the fonts of the package, for machines without fonts. */
function fontsConf(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`;
}

/** Adds the package's libraries if the system lacks some: a bare Debian has no NSS, for example. */
function missingLibraries(executable: string, home: string): NodeJS.ProcessEnv {
  const { error, stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  if (error || !stdout.includes('not found')) return {};
  return { LD_LIBRARY_PATH: path.join(home, 'al2023', 'lib') };
}
