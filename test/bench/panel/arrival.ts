import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import type { ScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import type { SendCommand } from './hostCommands.ts';
import { generateInPanel, previewDrawn, waitForFile } from './page.ts';

/** What happens when a large result arrives. Times in ms. */
export interface Arrival {
  /** From the saved file until the panel has drawn it. */
  readonly drawnMs: readonly number[];
  /** The same from the last byte of the reply. */
  readonly lastByteMs: readonly number[];
  /** From opening the saved file in VS Code's own image preview until that has drawn it. */
  readonly previewMs: readonly number[];
  /** The longest stall of the extension host from Run until then. */
  readonly arriveStallMs: readonly number[];
}

interface ArrivalRig {
  readonly page: Page;
  readonly send: SendCommand;
  readonly gateway: ScriptedGateway;
  /** The folder that results are saved in. */
  readonly workspace: string;
}

export async function measureArrival(
  { page, send, gateway, workspace }: ArrivalRig,
  runs: number,
): Promise<Arrival> {
  const drawnMs: number[] = [];
  const lastByteMs: number[] = [];
  const previewMs: number[] = [];
  const arriveStallMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const prompt = `large ${run}`;
    const name = `large-${run}.png`;
    const saved = waitForFile(workspace, name);
    const lastByte = lastByteOfNext(gateway);
    await send({ do: 'watch' });
    const drawn = await generateInPanel(page, prompt, name);
    arriveStallMs.push((await send({ do: 'stall' })) as number);
    drawnMs.push(drawn - (await saved));
    lastByteMs.push(drawn - (await lastByte));
    previewMs.push(await measurePreview(page, send, path.join(workspace, name)));
  }
  return { drawnMs, lastByteMs, previewMs, arriveStallMs };
}

/** Resolves when the next reply has been sent. @returns when, in ms since 1970 */
async function lastByteOfNext(gateway: ScriptedGateway): Promise<number> {
  const index = gateway.requests.length;
  await gateway.received(index + 1);
  await gateway.requests[index]?.over;
  return Date.now();
}

/** Opens a file in VS Code's own image preview, and closes it again. */
async function measurePreview(page: Page, send: SendCommand, file: string): Promise<number> {
  const start = Date.now();
  await send({ do: 'open', uri: pathToFileURL(file).href });
  const ms = (await previewDrawn(page)) - start;
  await send({ do: 'run', command: 'workbench.action.closeActiveEditor', args: [] });
  await workbench.editorTab(page, path.basename(file)).waitFor({ state: 'detached' });
  return ms;
}
