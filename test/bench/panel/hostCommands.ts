import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the bench tells the extension host to do. */
export type HostCommand =
  | { readonly do: 'set'; readonly section: string; readonly name: string; readonly value: unknown }
  | { readonly do: 'run'; readonly command: string; readonly args: readonly unknown[] }
  /** Opens a file in VS Code's editor for it. */
  | { readonly do: 'open'; readonly uri: string }
  /** Starts watching the event loop. */
  | { readonly do: 'watch' }
  /** Returns the longest block of the event loop since then, in ms. */
  | { readonly do: 'stall' }
  | { readonly do: 'end' };

export type SendCommand = (order: HostCommand) => Promise<unknown>;

/**
 * Waits for the extension host to listen, and returns a function that sends it commands.
 *
 * @param file where the extension host writes its address
 * @throws Error if it does not listen in time
 */
export async function connectToHost(file: string, timeoutMs: number): Promise<SendCommand> {
  const deadline = Date.now() + timeoutMs;
  while (!existsSync(file)) {
    if (Date.now() > deadline) throw new Error('The extension host does not listen.');
    await sleep(100);
  }
  const origin = readFileSync(file, 'utf8');
  return async (command) => {
    const response = await fetch(origin, { method: 'POST', body: JSON.stringify(command) });
    if (!response.ok) throw new Error(await response.text());
    return ((await response.json()) as { readonly value?: unknown }).value;
  };
}
