import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the bench has the extension host do. */
export type HostOrder =
  | { readonly do: 'set'; readonly section: string; readonly name: string; readonly value: unknown }
  | { readonly do: 'run'; readonly command: string; readonly args: readonly unknown[] }
  /** Watches the event loop from now on. */
  | { readonly do: 'watch' }
  /** How long it did not turn at most since then, in ms. */
  | { readonly do: 'stall' }
  | { readonly do: 'end' };

export type GiveOrder = (order: HostOrder) => Promise<unknown>;

/** @param file where the extension host writes its address as soon as it listens */
export async function orders(file: string, longestMs: number): Promise<GiveOrder> {
  const deadline = Date.now() + longestMs;
  while (!existsSync(file)) {
    if (Date.now() > deadline) throw new Error('The extension host does not listen.');
    await sleep(100);
  }
  const origin = readFileSync(file, 'utf8');
  return async (order) => {
    const response = await fetch(origin, { method: 'POST', body: JSON.stringify(order) });
    if (!response.ok) throw new Error(await response.text());
    return ((await response.json()) as { readonly value?: unknown }).value;
  };
}
