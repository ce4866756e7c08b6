import * as z from 'zod/mini';
import { normalizeBaseUrl } from './baseUrl.ts';
import { CheckError } from '../errors.ts';

/** Where the key goes on the wire. `none` is for Practice, which has no key. */
export type AuthStyle = 'query' | 'bearer' | 'x-goog-api-key' | 'none';

export interface Gateway {
  readonly id: string;
  readonly label: string;
  /** Normalized; undefined for Practice, whose address exists only while it runs. */
  readonly baseUrl: string | undefined;
  readonly auth: AuthStyle;
  /** How reference images are spelled: `inlineData`, or `inline_data` where only that is documented. */
  readonly inlineSpelling: 'inlineData' | 'inline_data';
  /** The gateway's own id for a model, by the model's id. */
  readonly models: Readonly<Record<string, string>>;
  /** The largest request body it takes, in bytes, base64 included. */
  readonly maxRequestBytes: number;
  /** Where the user sees keys, credit and what was charged. */
  readonly site?: string;
  /** Nothing is ever charged there, whatever happens to a run. */
  readonly free?: true;
}

const MiB = 1024 * 1024;
/** Gateways stop well below Google's 100 MB; one image of 20 MiB in base64 still passes most. */
const USUAL_REQUEST_BYTES = 28 * MiB;

export const BUILT_IN_GATEWAYS: readonly Gateway[] = [
  {
    // Crazyrouter's pages (23 March and 14 April 2026) show `?key=` and `inlineData`.
    id: 'crazyrouter',
    label: 'Crazyrouter',
    baseUrl: 'https://crazyrouter.com',
    auth: 'query',
    inlineSpelling: 'inlineData',
    models: {},
    maxRequestBytes: USUAL_REQUEST_BYTES,
    site: 'https://crazyrouter.com/',
  },
  {
    // Routescope's Gemini image page shows Bearer and `inline_data`.
    id: 'routescope',
    label: 'Routescope',
    baseUrl: 'https://api.routescope.ai',
    auth: 'bearer',
    inlineSpelling: 'inline_data',
    models: {},
    maxRequestBytes: USUAL_REQUEST_BYTES,
    site: 'https://routescope.ai/',
  },
  {
    // An API key sent as Bearer is taken for an OAuth token there and refused with 401.
    id: 'google',
    label: 'Google',
    baseUrl: 'https://generativelanguage.googleapis.com',
    auth: 'x-goog-api-key',
    inlineSpelling: 'inlineData',
    models: {},
    // Since 8 January 2026 (Gemini API changelog); 20 MB before.
    maxRequestBytes: 100 * 1000 * 1000,
    site: 'https://aistudio.google.com/',
  },
  {
    id: 'practice',
    label: 'Practice',
    baseUrl: undefined,
    auth: 'none',
    inlineSpelling: 'inlineData',
    models: {},
    maxRequestBytes: USUAL_REQUEST_BYTES,
    free: true,
  },
];

const OwnGateway = z.object({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
  label: z.optional(z.string()),
  baseUrl: z.optional(z.string()),
  auth: z.optional(z.enum(['query', 'bearer', 'x-goog-api-key'])),
  models: z.optional(z.record(z.string(), z.string())),
});
type OwnGateway = z.infer<typeof OwnGateway>;
/** What an entry of `easel.gateways` may hold. */
export const GATEWAY_FIELDS = Object.keys(OwnGateway.shape) as readonly (keyof OwnGateway)[];

/**
 * All gateways: the built-in ones, changed by entries of the same id, then the user's own.
 * One bad entry does not take the others away: it is left out and told of in `problems`.
 *
 * @param setting the raw value of `easel.gateways`
 */
export function listGateways(setting: unknown): {
  readonly gateways: readonly Gateway[];
  readonly problems: readonly CheckError[];
} {
  const gateways = new Map(BUILT_IN_GATEWAYS.map((gateway) => [gateway.id, gateway]));
  const problems: CheckError[] = [];
  const entries: readonly unknown[] = Array.isArray(setting) ? setting : [];
  for (const [index, entry] of entries.entries()) {
    const parsed = OwnGateway.safeParse(entry);
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join('.') ?? '';
      problems.push(badEntry(index, where));
      continue;
    }
    try {
      if (holdsKey(entry)) {
        throw new CheckError({ kind: 'bad-base-url', gateway: parsed.data.id, why: 'key' });
      }
      // A name that is misspelt would else go unseen, and the key to where nobody meant it to go.
      const unknown = Object.keys(entry ?? {}).find(
        (name) => !GATEWAY_FIELDS.some((field) => field === name),
      );
      if (unknown !== undefined) throw badEntry(index, unknown, parsed.data.id);
      const gateway = withOwn(gateways.get(parsed.data.id), parsed.data);
      gateways.set(gateway.id, gateway);
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      gateways.delete(parsed.data.id);
      problems.push(error);
    }
  }
  return { gateways: [...gateways.values()], problems };
}

function badEntry(index: number, why: string, gateway?: string): CheckError {
  const setting = `easel.gateways[${index}]`;
  return new CheckError({ kind: 'bad-setting', setting, why, ...(gateway && { gateway }) });
}

/** Settings are synced and shared: a key there, in whichever field, is refused rather than used or overlooked. */
function holdsKey(entry: unknown): boolean {
  return /\b(?:sk-[\w-]{16,}|AIza[\w-]{30,})/.test(JSON.stringify(entry));
}

function withOwn(known: Gateway | undefined, own: OwnGateway): Gateway {
  const baseUrl =
    own.baseUrl === undefined ? known?.baseUrl : normalizeBaseUrl(own.baseUrl, own.id);
  if (known === undefined && baseUrl === undefined) {
    throw new CheckError({ kind: 'bad-base-url', gateway: own.id, why: 'missing' });
  }
  return {
    inlineSpelling: 'inlineData',
    maxRequestBytes: USUAL_REQUEST_BYTES,
    ...(known && isSameOrigin(known.baseUrl, baseUrl) ? known : onAnotherHost(known)),
    id: own.id,
    label: own.label ?? known?.label ?? own.id,
    baseUrl,
    auth: own.auth ?? known?.auth ?? 'bearer',
    models: { ...known?.models, ...own.models },
  };
}

function isSameOrigin(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return new URL(one).origin === new URL(other).origin;
}

/** The usage page of a built-in gateway, and that it is free, tells nothing of another host under its id. */
function onAnotherHost(gateway: Gateway | undefined): Partial<Gateway> {
  const fields = Object.entries(gateway ?? {}).filter(([name]) => !['site', 'free'].includes(name));
  return Object.fromEntries(fields);
}

/**
 * @param problems of {@link listGateways}: a gateway whose own entry is broken is refused with that reason
 * @throws CheckError `no-gateway`, `unknown-gateway`, or what is wrong with its entry
 */
export function findGateway(
  id: string,
  { gateways, problems }: ReturnType<typeof listGateways>,
): Gateway {
  if (id === '') throw new CheckError({ kind: 'no-gateway' });
  const found = gateways.find((gateway) => gateway.id === id);
  if (found !== undefined) return found;
  const broken = problems.find(({ problem }) => 'gateway' in problem && problem.gateway === id);
  throw broken ?? new CheckError({ kind: 'unknown-gateway', gateway: id });
}

/** The origin a key belongs to; undefined for Practice, which has none. */
export function keyOrigin(gateway: Gateway): string | undefined {
  if (gateway.auth === 'none' || gateway.baseUrl === undefined) return undefined;
  return new URL(gateway.baseUrl).origin;
}
