/** Where the key goes on the wire. `none`: Practice and some gateways need no key. */
export type AuthStyle = 'query' | 'bearer' | 'x-goog-api-key' | 'none';

/** Where models are under the base URL: `/v1beta/models/…`, or `/v1/publishers/google/models/…` as in Vertex AI's express mode. */
export type Api = 'gemini' | 'vertex';

export interface Gateway {
  /** Lower-case letters, digits, and hyphens. Settings, keys, and history refer to it, so it never changes. */
  readonly id: string;
  /** The name that users see. */
  readonly label: string;
  /** Everything before `/v1beta/models/…`. Undefined for Practice, whose address exists only while it runs. */
  readonly baseUrl: string | undefined;
  readonly auth: AuthStyle;
  /** Missing: `gemini`. */
  readonly api?: Api;
  /** Additional headers, by lower-case name. `${secret}` in a value stands for a text in secret storage. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The field name that the gateway's documentation uses for image data. */
  readonly inlineSpelling: 'inlineData' | 'inline_data';
  /** The gateway's own id for a model, by the model's id in the catalog. */
  readonly models: Readonly<Record<string, string>>;
  /** The catalog id of the model for runs that name none. Missing: {@link DEFAULT_MODEL} of modelLookup.ts. */
  readonly defaultModel?: string;
  /** The largest request body it takes, in bytes, base64 included. */
  readonly maxRequestBytes: number;
  /** The MIME types of images that it takes, where they are fewer than the model's. */
  readonly inputTypes?: readonly string[];
  /** The page where the user sees keys, credit, and charges. */
  readonly site?: string;
  /** Nothing is ever charged there, whatever happens to a run. */
  readonly free?: true;
}

const MiB = 1024 * 1024;
/** Most gateways stop well below Google's 100 MB. An image of 20 MiB fits in base64. */
export const USUAL_REQUEST_BYTES = 28 * MiB;

/**
 * The gateways that come with Easel. To add one, add an entry here, in the order in which users should
 * see it, with a comment that names the gateway's page and its date. test/unit/catalog/gateways.test.ts
 * checks what an entry needs. Edit, generate, keys, and the pickers need nothing else. Route Status and prices
 * show what other files know about the gateway:
 *
 * - models that it serves under other ids, or with other ratios and sizes: `idAt` and `capabilitiesAt` in models.ts
 * - published prices: prices.ts
 * - statements of its pages about routes: src/route/statements/
 */
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
    // Google takes an API key sent as Bearer for an OAuth token and answers 401.
    id: 'google',
    label: 'Google',
    baseUrl: 'https://generativelanguage.googleapis.com',
    auth: 'x-goog-api-key',
    inlineSpelling: 'inlineData',
    models: {},
    // Google's recommendation for new work (Gemini API changelog, 6 October 2026). It lists the usual default as deprecated.
    defaultModel: 'gemini-nano-banana-2.1',
    // Since 8 January 2026 (Gemini API changelog). Before, it was 20 MB.
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
    inputTypes: ['image/png', 'image/jpeg'],
    free: true,
  },
];

const BY_ORIGIN: ReadonlyMap<string | undefined, Gateway> = new Map(
  BUILT_IN_GATEWAYS.map((gateway) => [originOf(gateway.baseUrl), gateway]),
);

/**
 * Returns the built-in gateway whose host is at a base URL. Its prices, its route status, and its usage page hold there for
 * every entry, whatever its id, and nowhere else.
 *
 * @param baseUrl undefined for Practice
 */
export function builtInAt(baseUrl: string | undefined): Gateway | undefined {
  return BY_ORIGIN.get(originOf(baseUrl));
}

/**
 * Returns the built-in gateway whose protocol an entry speaks: that of its host, or the one that it changes. An entry with
 * a built-in's id and another address is that gateway behind the user's own proxy: it takes the same ids and spelling.
 */
export function protocolOf({ id, baseUrl }: Pick<Gateway, 'id' | 'baseUrl'>): Gateway | undefined {
  return builtInAt(baseUrl) ?? BUILT_IN_GATEWAYS.find((builtIn) => builtIn.id === id);
}

function originOf(baseUrl: string | undefined): string | undefined {
  return baseUrl === undefined ? undefined : new URL(baseUrl).origin;
}
