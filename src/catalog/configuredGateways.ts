import * as z from 'zod/mini';
import { isGoogleApi, isPrivateHost } from './addresses.ts';
import { checkBaseUrl, containsKey } from './baseUrl.ts';
import { invalidHeader, normalizeHeaders, SECRET } from './customHeaders.ts';
import {
  builtInAt,
  BUILT_IN_GATEWAYS,
  protocolOf,
  USUAL_REQUEST_BYTES,
  type AuthStyle,
  type Gateway,
} from './gateways.ts';
import { CheckError } from '../errors.ts';

const Entry = z.object({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
  label: z.optional(z.string()),
  baseUrl: z.optional(z.string()),
  auth: z.optional(z.enum(['query', 'bearer', 'x-goog-api-key', 'none'])),
  api: z.optional(z.enum(['gemini', 'vertex'])),
  headers: z.optional(z.record(z.string(), z.string())),
  models: z.optional(z.record(z.string(), z.string())),
  maxRequestBytes: z.optional(z.int().check(z.minimum(1000), z.maximum(2 ** 31 - 1))),
});
type Entry = z.infer<typeof Entry>;
/** An entry of `easel.gateways`, as it is in the settings. */
export type GatewayEntry = Readonly<Entry>;
/** The fields of an entry of `easel.gateways`. */
export const GATEWAY_FIELDS = Object.keys(Entry.shape) as readonly (keyof Entry)[];

export interface ConfiguredGateways {
  readonly gateways: readonly Gateway[];
  /** The problems of the entries that Easel ignores. */
  readonly problems: readonly CheckError[];
  /** What the user should know about entries that work. */
  readonly notes: readonly GatewayNote[];
}

/** `understood`: the address was more, or less, than a base URL. `no-key`: requests to a public host carry no key. */
export interface GatewayNote {
  readonly kind: 'understood' | 'no-key';
  readonly gateway: string;
  readonly label: string;
  readonly baseUrl: string;
}

/**
 * Lists all gateways: the built-in ones, changed by the user's entries with the same id, then the user's own.
 * Ignores an invalid entry and keeps the others. If the invalid entry has the id of a built-in gateway,
 * that gateway is left out too, because the user wanted to change it.
 *
 * @param setting the raw value of `easel.gateways`
 */
export function listGateways(setting: unknown): ConfiguredGateways {
  const gateways = new Map(BUILT_IN_GATEWAYS.map((gateway) => [gateway.id, gateway]));
  const problems: CheckError[] = [];
  const notes = new Map<string, readonly GatewayNote[]>();
  const entries: readonly unknown[] = Array.isArray(setting) ? setting : [];
  for (const [index, value] of entries.entries()) {
    const parsed = Entry.safeParse(value);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? '';
      problems.push(entryError(index, field));
      continue;
    }
    const entry = parsed.data;
    try {
      refuseKeys(entry, value);
      // If a misspelled field were ignored, the key could go to an address that the user didn't mean.
      const unknown = Object.keys(value ?? {}).find(
        (name) => !GATEWAY_FIELDS.some((field) => field === name),
      );
      if (unknown !== undefined) throw entryError(index, unknown, entry.id);
      const gateway = applyEntry(gateways.get(entry.id), entry);
      const header = entry.headers && invalidHeader(entry.headers, gateway.auth);
      if (header !== undefined) throw entryError(index, `headers.${header}`, entry.id);
      gateways.set(entry.id, gateway);
      notes.set(entry.id, notesOf(gateway, entry));
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      gateways.delete(entry.id);
      notes.delete(entry.id);
      problems.push(error);
    }
  }
  return { gateways: [...gateways.values()], problems, notes: [...notes.values()].flat() };
}

/**
 * Finds a gateway by its id.
 *
 * @throws CheckError `no-gateway`, `unknown-gateway`, or what is wrong with the gateway's own entry
 */
export function findGateway(id: string, { gateways, problems }: ConfiguredGateways): Gateway {
  if (id === '') throw new CheckError({ kind: 'no-gateway' });
  const found = gateways.find((gateway) => gateway.id === id);
  if (found !== undefined) return found;
  const invalid = problems.find(({ problem }) => 'gateway' in problem && problem.gateway === id);
  throw invalid ?? new CheckError({ kind: 'unknown-gateway', gateway: id });
}

function entryError(index: number, why: string, gateway?: string): CheckError {
  const setting = `easel.gateways[${index}]`;
  return new CheckError({ kind: 'bad-setting', setting, why, ...(gateway && { gateway }) });
}

/**
 * Refuses an entry with a key in it, because settings are synced and shared. Only a header's value has a placeholder for it, unless
 * it is a header that Easel itself puts the key into.
 *
 * @param value the entry with its unknown properties
 * @throws CheckError `bad-base-url`
 */
function refuseKeys({ id, auth = 'bearer', headers = {} }: Entry, value: unknown): void {
  if (!containsKey(JSON.stringify(value))) return;
  const facts = { kind: 'bad-base-url', gateway: id, why: 'key' } as const;
  const elsewhere = { ...(value as object), headers: Object.keys(headers) };
  if (containsKey(JSON.stringify(elsewhere))) throw new CheckError(facts);
  const header = Object.keys(headers).find((name) => containsKey(headers[name] ?? ''));
  const isOwn = header !== undefined && invalidHeader({ [header]: SECRET }, auth) === undefined;
  throw new CheckError({ ...facts, ...(isOwn && { header }) });
}

/** @throws CheckError `bad-base-url` */
function applyEntry(known: Gateway | undefined, entry: Entry): Gateway {
  const address = entry.baseUrl === undefined ? undefined : checkBaseUrl(entry.baseUrl, entry.id);
  const baseUrl = address?.baseUrl ?? known?.baseUrl;
  if (known === undefined && baseUrl === undefined) {
    throw new CheckError({ kind: 'bad-base-url', gateway: entry.id, why: 'missing' });
  }
  const api = entry.api ?? address?.api ?? known?.api;
  const headers = entry.headers ? normalizeHeaders(entry.headers) : known?.headers;
  const protocol = protocolOf({ id: entry.id, baseUrl });
  return {
    inlineSpelling: 'inlineData',
    ...builtInFacts(protocol, builtInAt(baseUrl) !== undefined),
    id: entry.id,
    label: entry.label ?? known?.label ?? entry.id,
    baseUrl,
    auth: entry.auth ?? known?.auth ?? usualAuth(baseUrl),
    ...(api === 'vertex' && { api }),
    ...(headers && { headers }),
    models: { ...known?.models, ...entry.models },
    maxRequestBytes: entry.maxRequestBytes ?? protocol?.maxRequestBytes ?? USUAL_REQUEST_BYTES,
  };
}

/** Returns the facts about a built-in gateway that no entry can state. Its usage page, and that it is free, hold only at its own host. */
function builtInFacts(builtIn: Gateway | undefined, isAtHost: boolean): Partial<Gateway> {
  const omitted: readonly string[] = [...GATEWAY_FIELDS, ...(isAtHost ? [] : ['site', 'free'])];
  const facts = Object.entries(builtIn ?? {}).filter(([name]) => !omitted.includes(name));
  return Object.fromEntries(facts);
}

/** Google takes an API key sent as Bearer for an OAuth token. Most gateways take it. */
function usualAuth(baseUrl: string | undefined): AuthStyle {
  return isGoogleApi(new URL(baseUrl ?? 'about:blank').hostname) ? 'x-goog-api-key' : 'bearer';
}

function notesOf(
  { id, label, baseUrl, auth, free }: Gateway,
  entry: Entry,
): readonly GatewayNote[] {
  if (baseUrl === undefined || free) return [];
  const note = { gateway: id, label, baseUrl };
  const isPlain = entry.baseUrl === undefined || checkBaseUrl(entry.baseUrl, id).isPlain;
  const isPublic = !isPrivateHost(new URL(baseUrl).hostname);
  return [
    ...(isPlain ? [] : [{ kind: 'understood', ...note } as const]),
    ...(auth === 'none' && isPublic ? [{ kind: 'no-key', ...note } as const] : []),
  ];
}
