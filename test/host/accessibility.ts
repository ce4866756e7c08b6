import axe from 'axe-core';
import type { FrameLocator } from 'playwright-core';

/** What axe-core finds in the document of a webview, one line each; empty where all is well. */
export async function accessibilityViolations(webview: FrameLocator): Promise<readonly string[]> {
  const body = await webview.locator('body').elementHandle();
  const frame = await body.ownerFrame();
  if (frame === null) throw new Error('The webview has no document.');
  await frame.evaluate(axe.source);
  const { passes, violations } = await frame.evaluate<axe.AxeResults>('axe.run(document)');
  if (passes.length === 0) throw new Error('axe found nothing to look at.');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
