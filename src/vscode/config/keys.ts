import type * as vscode from 'vscode';
import { keyOrigin, type Gateway } from '../../catalog/gateways.ts';
import { checkKey } from '../../request/key.ts';

/** Keys, one per origin, in SecretStorage; where that refuses, in this window's memory, and nowhere else ever. */
export interface Keys {
  /** Undefined is normal at any time: a store that cannot decrypt a value drops it, and a locked one throws. */
  readonly get: (origin: string) => Promise<string | undefined>;
  /**
   * False: the store refused, and the key is kept nowhere.
   *
   * @throws CheckError `bad-key`
   */
  readonly set: (origin: string, key: string) => Promise<boolean>;
  /** Until the window closes. @throws CheckError `bad-key` */
  readonly setForSession: (origin: string, key: string) => void;
  /** False: the store refused, and may still hold a key. */
  readonly remove: (origin: string) => Promise<boolean>;
  /** Every key read in this session: what must never be in a text that leaves Easel. */
  readonly seen: () => readonly string[];
}

export function keyStore(secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>): Keys {
  const seen = new Set<string>();
  const session = new Map<string, string>();
  const name = (origin: string) => `apiKey:${origin}`;
  return {
    get: async (origin) => {
      const key = session.get(origin) ?? (await read(secrets, name(origin)));
      if (key !== undefined) seen.add(key);
      return key;
    },
    set: async (origin, text) => {
      const key = checkKey(text);
      seen.add(key);
      const stored = await succeeds(() => secrets.store(name(origin), key));
      // A key of the session would go first, and it is an older one.
      if (stored) session.delete(origin);
      return stored;
    },
    setForSession: (origin, text) => {
      const key = checkKey(text);
      seen.add(key);
      session.set(origin, key);
    },
    remove: async (origin) => {
      session.delete(origin);
      return await succeeds(() => secrets.delete(name(origin)));
    },
    seen: () => [...seen],
  };
}

/** The store's own error is dropped: what it says of a value is not known to be free of it. */
async function read(
  secrets: Pick<vscode.SecretStorage, 'get'>,
  name: string,
): Promise<string | undefined> {
  try {
    return await secrets.get(name);
  } catch {
    return undefined;
  }
}

async function succeeds(work: () => Thenable<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
}

/** Those that a key is kept for. */
export async function gatewaysWithKey(
  gateways: readonly Gateway[],
  keys: Pick<Keys, 'get'>,
): Promise<readonly Gateway[]> {
  const stored = await Promise.all(
    gateways.map(async (gateway) => {
      const origin = keyOrigin(gateway);
      return origin !== undefined && (await keys.get(origin)) !== undefined;
    }),
  );
  return gateways.filter((_, index) => stored[index]);
}
