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
  readonly bytes: number;
  readonly screenshot: string;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const SOURCE = 'cat.png';
const PROMPT = 'change the background to blue';
const SAVED_WITHIN_MS = 60_000;

/**
 * What a person does first: right-click samples/cat.png, Edit Image…, say what should change. Checks
 * that the source kept its bytes and that the new file beside it has other pixels. The server is left
 * running for the caller to stop; after a failure nothing is left running.
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
    const shown = await edit(page, step).catch(async (error: unknown) => {
      const seen = await workbench.screenshot(page, 'start-failed').catch(() => 'no screenshot');
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw fail(
        `The edit did not come through: ${why}\n  What was on the screen: ${seen}`,
        server.log,
      );
    });
    return { ...shown, url: folderUrl(server), stop: server.stop };
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

/** The first image that was not in samples/ before, whatever it is called. */
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
