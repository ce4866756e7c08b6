import axe from 'axe-core';
import type { FrameLocator, Page } from 'playwright-core';

/** Returns the accessibility problems that axe-core finds in the document of a webview, one line each. */
export async function accessibilityViolations(webview: FrameLocator): Promise<readonly string[]> {
  const body = await webview.locator('body').elementHandle();
  const frame = await body.ownerFrame();
  if (frame === null) throw new Error('The webview has no document.');
  await frame.evaluate(axe.source);
  return describe(await frame.evaluate<axe.AxeResults>('axe.run(document)'));
}

/** Returns the problems in a part of VS Code's own window. @param selector of the part */
export async function violationsIn(page: Page, selector: string): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const run = `axe.run(${JSON.stringify(selector)})`;
  return describe(await page.evaluate<axe.AxeResults>(run));
}

function describe({ passes, violations }: axe.AxeResults): readonly string[] {
  if (passes.length === 0) throw new Error('axe checked nothing.');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
