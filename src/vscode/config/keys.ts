import type * as vscode from 'vscode';
import { keyOrigin, type Gateway } from '../../catalog/gateways.ts';
import { checkKey } from '../../request/key.ts';

/** The user's API keys, one per origin. They are in SecretStorage, or in this window's memory if SecretStorage fails. */
export interface Keys {
  /** Returns a key; undefined if there is none, if the storage is locked, or if the storage can't decrypt the key. */
  readonly get: (origin: string) => Promise<string | undefined>;
  /**
   * Stores a key.
   *
   * @returns false if the storage refused: then no key is stored
   * @throws CheckError `bad-key`
   */
  readonly set: (origin: string, key: string) => Promise<boolean>;
  /** Keeps a key in memory until the window closes. @throws CheckError `bad-key` */
  readonly setForSession: (origin: string, key: string) => void;
  /** Removes a key. @returns false if the storage refused: then it may still have the key */
  readonly remove: (origin: string) => Promise<boolean>;
  /** Returns every key read or entered in this session, so that callers can remove them from any text that leaves Easel. */
  readonly inUse: () => readonly string[];
}

export function keyStore(secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>): Keys {
  const known = new Set<string>();
  const session = new Map<string, string>();
  const name = (origin: string) => `apiKey:${origin}`;
  return {
    get: async (origin) => {
      const key = session.get(origin) ?? (await read(secrets, name(origin)));
      if (key !== undefined) known.add(key);
      return key;
    },
    set: async (origin, text) => {
      const key = checkKey(text);
      known.add(key);
      const stored = await succeeds(() => secrets.store(name(origin), key));
      // The session's key is older, but would take precedence.
      if (stored) session.delete(origin);
      return stored;
    },
    setForSession: (origin, text) => {
      const key = checkKey(text);
      known.add(key);
      session.set(origin, key);
    },
    remove: async (origin) => {
      session.delete(origin);
      return await succeeds(() => secrets.delete(name(origin)));
    },
    inUse: () => [...known],
  };
}

/** Drops the storage's own error, because its text may contain the key. */
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

/** Returns the gateways that have a key. */
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
