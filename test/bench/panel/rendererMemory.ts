import { readFile } from 'node:fs/promises';
import type { Page } from '../../host/workbench.ts';

const SETTLE_MS = 1500;

/** Returns the private memory of the page's renderer processes, including frames of other sites, in MB (10^6 bytes). */
export async function rendererMegabytes(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser.');
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    const each = await Promise.all(renderers.map(({ id }) => privateKilobytes(id)));
    return each.reduce((sum, one) => sum + one, 0) / 1000;
  } finally {
    await session.detach();
  }
}

/** Returns the same after Chromium has cleared its caches: the memory that the page retains. */
export async function retainedMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Memory.simulatePressureNotification', { level: 'critical' });
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  await page.waitForTimeout(SETTLE_MS);
  return await rendererMegabytes(page);
}

/** Sums `Private_*` of Linux's smaps_rollup. A process that has ended meanwhile has none. */
async function privateKilobytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const lines = [...text.matchAll(/^Private_\w+: +(\d+) kB$/gm)];
  return lines.reduce((sum, [, kB]) => sum + Number(kB) * 1.024, 0);
}
