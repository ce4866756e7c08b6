import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { accessibilityViolations } from './accessibility.ts';
import { launchBrowser } from './chromium.ts';
import { samples, vsix } from './paths.ts';
import { startServer } from './server.ts';
import * as workbench from './workbench.ts';

/** `narrow`: the editor is 300 px wide. Otherwise `width` is that of the window, in px. */
const LOOKS = [
  { theme: 'light', width: 1280, narrow: false },
  { theme: 'dark', width: 1920, narrow: false },
  { theme: 'high-contrast', width: 1280, narrow: false },
  { theme: 'dark', width: 800, narrow: false },
  { theme: 'light', width: 700, narrow: true },
  { theme: 'high-contrast', width: 700, narrow: true },
] as const;

const PRACTICE = { 'easel.gateway': 'practice' };
/** One fault for each outcome that Practice can cause. The last one opens the breaker of the route. */
const FAULTS = 'safety text 401 quota 429 400 html 524 get_channel_failed'.split(' ');

/** Writes the settings of the workspace. VS Code reads the user's settings only when the window opens. */
type WriteSettings = (settings: Readonly<Record<string, unknown>>) => Promise<void>;

interface Desk {
  readonly page: Page;
  readonly panel: FrameLocator;
}

interface Scene {
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly play: (desk: Desk) => Promise<void>;
}

const SCENES: readonly Scene[] = [
  {
    name: 'no-gateway',
    settings: {},
    play: ({ panel }) => waitForText(panel, 'No gateway is selected'),
  },
  {
    name: 'no-key',
    settings: { 'easel.gateway': 'crazyrouter' },
    play: ({ panel }) => waitForText(panel, 'needs an API key'),
  },
  {
    name: 'empty',
    play: ({ panel }) => panel.getByRole('button', { name: /^Options.* · Practice$/ }).waitFor(),
  },
  {
    name: 'prompts',
    play: async ({ panel }) => {
      await panel.getByRole('button', { name: 'Prompts', exact: true }).click();
      await waitForText(panel, 'Built-in');
    },
  },
  {
    name: 'running',
    play: async (desk) => {
      await desk.panel.getByRole('button', { name: 'Prompts', exact: true }).click();
      await workbench.explorerRow(desk.page, 'cat.png').click();
      await workbench.chooseInContextMenu(desk.page, 'cat.png', 'Open Panel');
      await desk.panel.getByRole('list').getByText('cat.png').waitFor();
      for (const seconds of [900, 901]) await run(desk, `make it gray [slow: ${seconds}]`);
      await desk.panel.getByRole('button', { name: 'Cancel All' }).waitFor();
    },
  },
  {
    name: 'history',
    play: async ({ panel }) => {
      await panel.getByRole('tab', { name: 'History' }).click();
      await panel.locator('article.item').nth(1).getByText('running').waitFor();
    },
  },
  {
    name: 'cancelled',
    play: async ({ panel }) => {
      await panel.getByRole('tab', { name: 'Results' }).click();
      await panel.getByRole('button', { name: 'Cancel All' }).click();
      await waitForText(panel, 'Canceled after');
    },
  },
  {
    name: 'result',
    play: async (desk) => {
      await run(desk, 'change the background to blue');
      await desk.panel.getByRole('article').first().waitFor();
    },
  },
  {
    name: 'exporting',
    play: async ({ panel }) => {
      await panel.getByRole('button', { name: 'Export…' }).click();
      await panel.getByLabel('Width (px)').fill('1200');
      await waitForText(panel, 'It is larger than the original');
    },
  },
  {
    name: 'variants',
    play: async (desk) => {
      await desk.panel.getByRole('button', { name: /^Options/, expanded: false }).click();
      await chooseCount(desk, ['ArrowDown', 'ArrowDown', 'ArrowDown']);
      await run(desk, 'make it warmer');
      const variants = desk.panel.getByRole('listbox', { name: 'Variants' });
      await variants.getByRole('option').nth(3).waitFor();
      await chooseCount(desk, ['ArrowUp', 'ArrowUp', 'ArrowUp']);
      await desk.panel.getByRole('button', { name: /^Options/, expanded: true }).click();
    },
  },
  {
    name: 'compared',
    play: async ({ page, panel }) => {
      await panel.getByRole('listbox', { name: 'Variants' }).getByRole('option').first().focus();
      await page.keyboard.press('Enter');
      await panel.getByRole('button', { name: 'Compare', exact: true }).first().click();
      await panel.getByText('Before', { exact: true }).waitFor();
    },
  },
  {
    name: 'difference',
    play: async ({ panel }) => {
      await panel.getByRole('radio', { name: 'Difference' }).click();
      await waitForText(panel, '% of the image changed');
    },
  },
  {
    name: 'marking',
    play: async ({ panel }) => {
      await panel.getByRole('radio', { name: 'Difference' }).blur();
      await panel.getByRole('button', { name: 'Mark Region…' }).click();
      await panel.getByRole('radio', { name: 'Brush' }).waitFor();
    },
  },
  {
    name: 'badges',
    play: async ({ page, panel }) => {
      await panel.getByRole('button', { name: 'Cancel', exact: true }).click();
      await panel.getByRole('listbox', { name: 'Results' }).getByRole('option').first().focus();
      for (const key of ['p', 'ArrowRight', 'x', 'ArrowRight', '4']) await page.keyboard.press(key);
    },
  },
  ...FAULTS.map((fault) => ({
    name: `failed-${fault}`,
    play: async (desk: Desk) => {
      await run(desk, `make it gray [fault: ${fault}]`);
      await desk.panel.locator('.failure').getByText(`[fault: ${fault}]`).first().waitFor();
    },
  })),
];

/**
 * Takes a screenshot of each state of the panel in each theme and width, into out/screenshots/states, and checks its accessibility.
 *
 * @returns the files
 * @throws Error with the problems that axe-core finds, after the last state
 */
export async function takeStates(): Promise<readonly string[]> {
  const home = await mkdtemp(path.join(tmpdir(), 'easel-states-'));
  const folder = path.join(home, 'samples');
  await cp(samples, folder, { recursive: true, filter: (file) => !/-edited|\.vscode/.test(file) });
  const write: WriteSettings = async (settings) => {
    await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  };
  await mkdir(path.join(folder, '.vscode'));
  const server = await startServer({ name: 'states', vsix });
  const browser = await launchBrowser();
  try {
    const page = await workbench.openFolder(browser, server, folder);
    await workbench.runCommand(page, 'Easel: Open Panel');
    const desk = { page, panel: workbench.webview(page) };
    const looks: Look[] = [];
    for (const scene of SCENES) {
      const settings = scene.settings ?? PRACTICE;
      await write({ ...settings, ...themeSetting('dark') });
      await scene.play(desk);
      looks.push(...(await takeLooks(scene.name, desk, write, settings)));
    }
    const problems = looks.flatMap((look) => look.problems);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return looks.map(({ file }) => file);
  } catch (error) {
    for (const window of browser.contexts().flatMap((context) => context.pages())) {
      await workbench.screenshot(window, 'states/failed');
    }
    throw error;
  } finally {
    await browser.close();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
}

interface Look {
  readonly file: string;
  /** What axe-core finds, one line each. */
  readonly problems: readonly string[];
}

async function takeLooks(
  name: string,
  { page, panel }: Desk,
  write: WriteSettings,
  settings: Readonly<Record<string, unknown>>,
): Promise<readonly Look[]> {
  const looks: Look[] = [];
  for (const { theme, width, narrow } of LOOKS) {
    await write({ ...settings, ...themeSetting(theme) });
    await panel.locator(`body.vscode-${theme}`).waitFor();
    await page.setViewportSize({ width, height: narrow ? 1400 : 900 });
    if (narrow) await workbench.narrowEditor(page, 300);
    const place = `states/${name}-${theme}-${narrow ? 300 : width}`;
    const file = await workbench.screenshot(page, place);
    const problems = await accessibilityViolations(panel);
    looks.push({ file, problems: problems.map((problem) => `${place}: ${problem}`) });
  }
  return looks;
}

function themeSetting(theme: keyof typeof workbench.THEMES) {
  return { 'workbench.colorTheme': workbench.THEMES[theme] };
}

/** Chooses the number of images. @param keys from the current number to the new one */
async function chooseCount({ page, panel }: Desk, keys: readonly string[]): Promise<void> {
  await panel.getByRole('combobox', { name: 'Images' }).focus();
  // The first key opens the list.
  for (const key of ['ArrowDown', ...keys, 'Enter']) await page.keyboard.press(key);
}

async function waitForText(panel: FrameLocator, text: string): Promise<void> {
  await panel.getByText(text).first().waitFor();
}

/** Runs a prompt, and confirms it if Easel asks because the route is known to fail. */
async function run({ page, panel }: Desk, prompt: string): Promise<void> {
  await panel.locator('#prompt textarea').fill(prompt);
  await panel.locator('#prompt textarea').press('ControlOrMeta+Enter');
  const confirm = workbench.dialog(page).getByRole('button', { name: 'Send Anyway' });
  await confirm.click({ timeout: 1_500 }).catch(() => undefined);
}
