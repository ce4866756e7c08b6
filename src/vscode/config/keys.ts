import type * as vscode from 'vscode';
import { credentialsOf, type KeyOwner } from '../../catalog/credentials.ts';
import type { Gateway } from '../../catalog/gateways.ts';
import { checkHeaderSecret, checkKey, unwrapHeaderSecret, unwrapKey } from '../../request/key.ts';

/**
 * The user's API keys and the secret values of headers, one per gateway entry and origin. They are in SecretStorage, or in this
 * window's memory if SecretStorage fails.
 */
export interface Keys {
  /** Returns a key; undefined if there is none, if the storage is locked, or if the storage can't decrypt the key. */
  readonly get: (owner: KeyOwner) => Promise<string | undefined>;
  /** Returns everything that is stored for an origin, of any entry, earlier ones included. */
  readonly allAt: (origin: string) => Promise<readonly string[]>;
  /**
   * Stores a key.
   *
   * @returns false if the storage refused: then no key is stored
   * @throws CheckError `bad-key`
   */
  readonly set: (owner: KeyOwner, key: string) => Promise<boolean>;
  /** Keeps a key in memory until the window closes. @throws CheckError `bad-key` */
  readonly setForSession: (owner: KeyOwner, key: string) => void;
  /** Removes a key. @returns false if the storage refused: then it may still have the key */
  readonly remove: (owner: KeyOwner) => Promise<boolean>;
  /** Returns every key read or entered in this session, so that callers can remove them from any text that leaves Easel. */
  readonly inUse: () => readonly string[];
  /** Calls the listener after a key was stored or removed, also by another window. */
  readonly onDidChange: (listener: () => void) => { readonly dispose: () => void };
}

type Secrets = Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'> &
  Partial<Pick<vscode.SecretStorage, 'keys'>> & {
    readonly onDidChange?: (listener: () => void) => { readonly dispose: () => unknown };
  };

/**
 * Opens the key store.
 *
 * @param gatewaysAt returns the ids of all gateways at an origin that take a key. Early versions stored one key per origin. It becomes
 * the key of an entry only if no other entry can be meant.
 */
export function keyStore(
  secrets: Secrets,
  gatewaysAt: (origin: string) => readonly string[] = () => [],
): Keys {
  const known = new Set<string>();
  const session = new Map<string, string>();
  const { changed, onDidChange } = createChanges(secrets);

  /** Text in the storage can be older than the rule that takes off quotes, so both forms are kept out of texts. */
  function use(stored: string, { header }: Pick<KeyOwner, 'header'>): string {
    const key = header === undefined ? unwrapKey(stored) : unwrapHeaderSecret(stored);
    known.add(stored).add(key);
    return key;
  }

  /** Gives an entry the key that an early version stored for its origin. */
  async function takeOver(owner: KeyOwner): Promise<string | undefined> {
    if (owner.header !== undefined) return undefined;
    const candidates = gatewaysAt(owner.origin);
    if (candidates.length !== 1 || candidates[0] !== owner.gateway) return undefined;
    const key = await read(secrets, earlyName(owner.origin));
    if (key === undefined) return undefined;
    const isMoved = await succeeds(() => secrets.store(nameOf(owner), key));
    if (isMoved) await succeeds(() => secrets.delete(earlyName(owner.origin)));
    return key;
  }

  return {
    get: async (owner) => {
      const name = nameOf(owner);
      const key = session.get(name) ?? (await read(secrets, name)) ?? (await takeOver(owner));
      return key === undefined ? undefined : use(key, owner);
    },
    allAt: async (origin) => {
      const kept = [...session].flatMap(([name, key]) => (isAt(name, origin) ? [key] : []));
      const all = [...(await storedAt(secrets, origin)), ...kept];
      return all.flatMap((key) => [key, use(key, {}), use(key, { header: '' })]);
    },
    set: async (owner, text) => {
      const key = check(owner, text);
      known.add(key);
      const stored = await succeeds(() => secrets.store(nameOf(owner), key));
      // The session's key is older, but would take precedence.
      if (stored) session.delete(nameOf(owner));
      changed();
      return stored;
    },
    setForSession: (owner, text) => {
      const key = check(owner, text);
      known.add(key);
      session.set(nameOf(owner), key);
      changed();
    },
    remove: async (owner) => {
      session.delete(nameOf(owner));
      const isGone = await succeeds(() => secrets.delete(nameOf(owner)));
      changed();
      if (owner.header !== undefined) return isGone;
      if (!(await isEarlyKeyOf(owner, gatewaysAt(owner.origin), secrets))) return isGone;
      // Otherwise the key of an early version would come back as this entry's.
      return (await succeeds(() => secrets.delete(earlyName(owner.origin)))) && isGone;
    },
    inUse: () => [...known],
    onDidChange,
  };
}

/** Other windows change only the storage, and a key for the session is only in this window. */
function createChanges(secrets: Pick<Secrets, 'onDidChange'>): {
  readonly changed: () => void;
  readonly onDidChange: Keys['onDidChange'];
} {
  const listeners = new Set<() => void>();
  return {
    changed: () => {
      for (const listener of listeners) listener();
    },
    onDidChange: (listener) => {
      listeners.add(listener);
      const watcher = secrets.onDidChange?.(listener);
      return {
        dispose: () => {
          listeners.delete(listener);
          watcher?.dispose();
        },
      };
    },
  };
}

/**
 * Tells whether the key that an early version stored for an origin can be this entry's and isn't another entry's only key.
 *
 * @param ids of all gateways at the origin that take a key
 */
async function isEarlyKeyOf(
  { gateway, origin }: KeyOwner,
  ids: readonly string[],
  secrets: Secrets,
): Promise<boolean> {
  const others = ids.filter((id) => id !== gateway);
  const stored = await Promise.all(
    others.map((id) => read(secrets, nameOf({ gateway: id, origin }))),
  );
  return ids.includes(gateway) && stored.every((key) => key !== undefined);
}

function check({ header }: KeyOwner, text: string): string {
  return header === undefined ? checkKey(text) : checkHeaderSecret(text);
}

/** An id has no `@` and a header's name has no `/`, so no two owners share a name. */
function nameOf({ gateway, origin, header }: KeyOwner): string {
  return header === undefined
    ? `apiKey:${gateway}@${origin}`
    : `header:${gateway}@${origin}/${header}`;
}

/** The name under which versions before November 2026 stored the key of an origin. */
function earlyName(origin: string): string {
  return `apiKey:${origin}`;
}

function isAt(name: string, origin: string): boolean {
  return name === earlyName(origin) || name.endsWith(`@${origin}`) || name.includes(`@${origin}/`);
}

async function storedAt(secrets: Secrets, origin: string): Promise<readonly string[]> {
  const names = await namesAt(secrets, origin);
  const found = await Promise.all(names.map((name) => read(secrets, name)));
  return found.filter((key) => key !== undefined);
}

async function namesAt(secrets: Secrets, origin: string): Promise<readonly string[]> {
  try {
    return ((await secrets.keys?.()) ?? []).filter((name) => isAt(name, origin));
  } catch {
    return [];
  }
}

/** Drops the storage's own error, because its text may contain the key. */
async function read(secrets: Secrets, name: string): Promise<string | undefined> {
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

/** Returns the first key or secret that a gateway needs and that isn't stored; undefined if nothing is missing. */
export async function missingCredential(
  gateway: Gateway,
  keys: Pick<Keys, 'get'>,
): Promise<KeyOwner | undefined> {
  for (const owner of credentialsOf(gateway)) {
    if ((await keys.get(owner)) === undefined) return owner;
  }
  return undefined;
}

/** Returns the gateways that a run can use now: those on the network whose keys and secrets are stored. */
export async function usableGateways(
  gateways: readonly Gateway[],
  keys: Pick<Keys, 'get'>,
): Promise<readonly Gateway[]> {
  const missing = await Promise.all(gateways.map((gateway) => missingCredential(gateway, keys)));
  return gateways.filter(
    ({ baseUrl }, index) => baseUrl !== undefined && missing[index] === undefined,
  );
}
