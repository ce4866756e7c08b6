import { decode } from 'fast-png';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './chromium.ts';
import { out, samples, vsix } from './paths.ts';
import { startServer } from './server.ts';
import type { VSCodeServer } from './server.ts';
import * as workbench from './workbench.ts';

export interface Terminal {
  readonly step: <T>(label: string, work: () => Promise<T>) => Promise<T>;
  readonly fail: (message: string, log: string) => Error;
}

export interface EditedSample {
  readonly image: string;
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** Size of the file. */
  readonly bytes: number;
  readonly screenshot: string;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const SOURCE = 'cat.png';
const PROMPT = 'change the background to blue';
const SAVED_WITHIN_MS = 60_000;

/**
 * Does what a user does first: right-clicks samples/cat.png, chooses Edit Image…, and types what to change. Checks that the
 * source kept its bytes and that the new file has other pixels. The caller stops the server; after a failure, nothing runs.
 */
export async function editSample({ step, fail }: Terminal): Promise<EditedSample> {
  const server = await step('Starting VS Code with the packaged extension', () =>
    startServer({ name: 'start', vsix, settings: { 'easel.gateway': 'practice' } }),
  );
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const page = await step('Opening samples/', () =>
      workbench.openFolder(browser as Browser, server, samples),
    );
    const sample = await edit(page, step).catch(async (error: unknown) => {
      const screen = await workbench.screenshot(page, 'start-failed').catch(() => 'no screenshot');
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw fail(`The edit failed: ${why}\n  Screenshot: ${screen}`, server.log);
    });
    return { ...sample, url: folderUrl(server), stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await browser?.close();
  }
}

async function edit(
  page: Page,
  step: Terminal['step'],
): Promise<Omit<EditedSample, 'url' | 'stop'>> {
  const source = await readFile(path.join(samples, SOURCE));
  const before = new Set(await readdir(samples));
  await step(`Right-click ${SOURCE}, Edit Image…, “${PROMPT}”`, async () => {
    await workbench.chooseInContextMenu(page, SOURCE, 'Edit Image…');
    await workbench.answer(page, PROMPT);
  });
  const name = await step('Waiting for the edited image', () => newFile(before));
  const screenshot = path.join(out, 'start.png');
  await step(`Looking at ${name} in the editor`, async () => {
    await workbench.imageIsShown(page, name);
    await page.screenshot({ path: screenshot });
  });

  const image = path.join(samples, name);
  const bytes = await readFile(image);
  const [original, edited] = [decode(source), decode(bytes)];
  if (!source.equals(await readFile(path.join(samples, SOURCE)))) {
    throw new Error(`${SOURCE} is not the file it was before.`);
  }
  if (Buffer.from(edited.data.buffer).equals(Buffer.from(original.data.buffer))) {
    throw new Error(`${name} has the same pixels as ${SOURCE}.`);
  }
  const { width, height } = edited;
  return { image, width, height, bytes: bytes.length, screenshot };
}

/** Waits for an image in samples/ that was not there before. @returns its name */
async function newFile(before: ReadonlySet<string>): Promise<string> {
  const deadline = Date.now() + SAVED_WITHIN_MS;
  while (Date.now() < deadline) {
    const name = (await readdir(samples)).find(
      (file) => !before.has(file) && file.endsWith('.png'),
    );
    if (name) return name;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`No new image in samples/ after ${SAVED_WITHIN_MS / 1000} s.`);
}

function folderUrl(server: VSCodeServer): string {
  return `${server.origin}/?folder=${encodeURI(samples)}`;
}
