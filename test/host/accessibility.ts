import axe from 'axe-core';
import type { FrameLocator } from 'playwright-core';

/** Returns the accessibility problems that axe-core finds in the document of a webview, one line each. */
export async function accessibilityViolations(webview: FrameLocator): Promise<readonly string[]> {
  const body = await webview.locator('body').elementHandle();
  const frame = await body.ownerFrame();
  if (frame === null) throw new Error('The webview has no document.');
  await frame.evaluate(axe.source);
  const { passes, violations } = await frame.evaluate<axe.AxeResults>('axe.run(document)');
  if (passes.length === 0) throw new Error('axe checked nothing.');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
