import * as z from 'zod/mini';
import { normalizeBaseUrl } from './baseUrl.ts';
import { BUILT_IN_GATEWAYS, USUAL_REQUEST_BYTES, type Gateway } from './gateways.ts';
import { CheckError } from '../errors.ts';

const Entry = z.object({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
  label: z.optional(z.string()),
  baseUrl: z.optional(z.string()),
  auth: z.optional(z.enum(['query', 'bearer', 'x-goog-api-key'])),
  models: z.optional(z.record(z.string(), z.string())),
});
type Entry = z.infer<typeof Entry>;
/** The fields of an entry of `easel.gateways`. */
export const GATEWAY_FIELDS = Object.keys(Entry.shape) as readonly (keyof Entry)[];

export interface ConfiguredGateways {
  readonly gateways: readonly Gateway[];
  /** The problems of the entries that Easel ignores. */
  readonly problems: readonly CheckError[];
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
      if (containsKey(value)) {
        throw new CheckError({ kind: 'bad-base-url', gateway: entry.id, why: 'key' });
      }
      // If a misspelled field were ignored, the key could go to an address that the user didn't mean.
      const unknown = Object.keys(value ?? {}).find(
        (name) => !GATEWAY_FIELDS.some((field) => field === name),
      );
      if (unknown !== undefined) throw entryError(index, unknown, entry.id);
      gateways.set(entry.id, applyEntry(gateways.get(entry.id), entry));
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      gateways.delete(entry.id);
      problems.push(error);
    }
  }
  return { gateways: [...gateways.values()], problems };
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

/** Refuses an entry with a key in any field, because settings are synced and shared. */
function containsKey(entry: unknown): boolean {
  return /\b(?:sk-[\w-]{16,}|AIza[\w-]{30,})/.test(JSON.stringify(entry));
}

/** @throws CheckError `bad-base-url` */
function applyEntry(known: Gateway | undefined, entry: Entry): Gateway {
  const baseUrl =
    entry.baseUrl === undefined ? known?.baseUrl : normalizeBaseUrl(entry.baseUrl, entry.id);
  if (known === undefined && baseUrl === undefined) {
    throw new CheckError({ kind: 'bad-base-url', gateway: entry.id, why: 'missing' });
  }
  const isSameHost = known !== undefined && isSameOrigin(known.baseUrl, baseUrl);
  return {
    inlineSpelling: 'inlineData',
    maxRequestBytes: USUAL_REQUEST_BYTES,
    ...(isSameHost ? known : withoutHostFacts(known)),
    id: entry.id,
    label: entry.label ?? known?.label ?? entry.id,
    baseUrl,
    auth: entry.auth ?? known?.auth ?? 'bearer',
    models: { ...known?.models, ...entry.models },
  };
}

function isSameOrigin(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return new URL(one).origin === new URL(other).origin;
}

/** Drops the facts that hold only for a built-in gateway's own host: its usage page, and that it is free. */
function withoutHostFacts(gateway: Gateway | undefined): Partial<Gateway> {
  const fields = Object.entries(gateway ?? {}).filter(([name]) => !['site', 'free'].includes(name));
  return Object.fromEntries(fields);
}
