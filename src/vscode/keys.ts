import type * as vscode from 'vscode';
import { checkKey } from '../request/key.ts';

/** Keys, one per origin, in SecretStorage and nowhere else. */
export interface Keys {
  /** Undefined is normal at any time: a store that cannot decrypt a value drops it. */
  readonly get: (origin: string) => Promise<string | undefined>;
  /** @throws CheckError `bad-key` */
  readonly set: (origin: string, key: string) => Promise<void>;
  readonly remove: (origin: string) => Promise<void>;
  /** Every key read in this session: what must never be in a text that leaves Easel. */
  readonly seen: () => readonly string[];
}

export function keyStore(secrets: vscode.SecretStorage): Keys {
  const seen = new Set<string>();
  const name = (origin: string) => `apiKey:${origin}`;
  return {
    get: async (origin) => {
      const key = await secrets.get(name(origin));
      if (key !== undefined) seen.add(key);
      return key;
    },
    set: async (origin, text) => {
      const key = checkKey(text);
      seen.add(key);
      await secrets.store(name(origin), key);
    },
    remove: async (origin) => {
      await secrets.delete(name(origin));
    },
    seen: () => [...seen],
  };
}
