/** The ten ratios that every Gemini image model with `imageConfig` accepts. */
const STANDARD_RATIOS = [
  '1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9',
] as const; // prettier-ignore
const WIDE_RATIOS = ['1:4', '4:1', '1:8', '8:1'] as const;

/** The input types of Routescope's page, which agree with Google's image guide. */
const INPUT_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif'] as const;

export interface Retirement {
  /** The id that a gateway shuts down, deprecates, or keeps for some accounts. */
  readonly id: string;
  readonly gateway: string;
  /** ISO date. */
  readonly date: string;
  /** `restricted`: to accounts that used it before. `reported`: a shutdown that only pages of others name. */
  readonly what: 'shut-down' | 'earliest-shut-down' | 'reported' | 'deprecated' | 'restricted';
  readonly source: string;
  /** The catalog id of the model that the page recommends instead. */
  readonly replacement?: string;
}

/** The options that a model accepts. An empty list allows only `auto`. */
export interface Capabilities {
  readonly aspectRatios: readonly string[];
  readonly imageSizes: readonly string[];
  readonly inputTypes: readonly string[];
  /** The model refuses more images than this. */
  readonly maxImages?: number;
  /** The model accepts more images than this, but the result suffers. */
  readonly bestImages?: number;
}

export interface Model {
  /** The id in settings, pickers, and docs. */
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Other ids of the same model, such as its stable or its preview twin. */
  readonly otherIds: readonly string[];
  /** By built-in gateway, for hosts that serve it under another id. */
  readonly idAt: Readonly<Record<string, string>>;
  /** Undefined for an undocumented model, for which nothing is checked. */
  readonly capabilities?: Capabilities;
  /** By built-in gateway: what its host documents differently. */
  readonly capabilitiesAt?: Readonly<Record<string, Partial<Capabilities>>>;
  readonly retirements: readonly Retirement[];
}

const GOOGLE_DEPRECATIONS = 'https://ai.google.dev/gemini-api/docs/deprecations';
const GOOGLE_CHANGELOG = 'https://ai.google.dev/gemini-api/docs/changelog';
const LITELLM_ON_NANO_BANANA_2_1 = 'https://github.com/BerriAI/litellm/discussions/44983';

/**
 * The models that Easel knows. Ratios, sizes, and types: Routescope's Gemini image page and Google's
 * image generation guide. Gateways keep serving preview ids after Google has shut them down, so
 * retirements are per gateway and Easel never refuses an id.
 */
export const MODELS: readonly Model[] = [
  {
    id: 'gemini-3.1-flash-image-preview',
    name: 'Nano Banana 2',
    aliases: ['nano-banana-2'],
    otherIds: ['gemini-3.1-flash-image'],
    idAt: { google: 'gemini-3.1-flash-image' },
    capabilities: {
      aspectRatios: [...STANDARD_RATIOS, ...WIDE_RATIOS],
      imageSizes: ['512', '1K', '2K', '4K'],
      inputTypes: INPUT_TYPES,
      maxImages: 14,
    },
    // Routescope lists imageSize for Gemini 3 Pro Image only.
    capabilitiesAt: { routescope: { imageSizes: [] } },
    retirements: [
      {
        id: 'gemini-3.1-flash-image-preview',
        gateway: 'google',
        date: '2026-06-25',
        what: 'shut-down',
        source: GOOGLE_DEPRECATIONS,
      },
      {
        id: 'gemini-3.1-flash-image',
        gateway: 'google',
        // The copies of 6 and 8 October 2026 add that no shutdown date has been announced.
        date: '2026-10-06',
        what: 'deprecated',
        source: GOOGLE_CHANGELOG,
        replacement: 'gemini-nano-banana-2.1',
      },
      {
        id: 'gemini-3.1-flash-image',
        gateway: 'google',
        // Several pages of others name this date. Google's own pages don't, as of 27 November 2026.
        date: '2026-10-29',
        what: 'reported',
        source: LITELLM_ON_NANO_BANANA_2_1,
        replacement: 'gemini-nano-banana-2.1',
      },
    ],
  },
  {
    id: 'gemini-3-pro-image-preview',
    name: 'Nano Banana Pro',
    aliases: ['nano-banana-pro'],
    otherIds: ['gemini-3-pro-image', 'nano-banana-pro-preview'],
    idAt: { google: 'gemini-3-pro-image' },
    capabilities: {
      aspectRatios: STANDARD_RATIOS,
      imageSizes: ['1K', '2K', '4K'],
      inputTypes: INPUT_TYPES,
      maxImages: 14,
    },
    retirements: [
      {
        id: 'gemini-3-pro-image-preview',
        gateway: 'google',
        date: '2026-06-25',
        what: 'shut-down',
        source: GOOGLE_DEPRECATIONS,
      },
    ],
  },
  {
    id: 'gemini-2.5-flash-image',
    name: 'Nano Banana',
    aliases: ['nano-banana'],
    otherIds: [],
    idAt: {},
    capabilities: {
      aspectRatios: STANDARD_RATIOS,
      imageSizes: [],
      inputTypes: INPUT_TYPES,
      bestImages: 3,
    },
    retirements: [
      {
        id: 'gemini-2.5-flash-image',
        gateway: 'google',
        date: '2026-09-18',
        what: 'restricted',
        source: GOOGLE_CHANGELOG,
        replacement: 'gemini-nano-banana-2.1',
      },
      {
        id: 'gemini-2.5-flash-image',
        gateway: 'google',
        date: '2026-10-02',
        what: 'earliest-shut-down',
        source: GOOGLE_DEPRECATIONS,
      },
    ],
  },
  {
    id: 'gemini-2.5-flash-image-preview',
    name: 'Nano Banana (preview)',
    aliases: [],
    otherIds: [],
    idAt: {},
    retirements: [
      {
        id: 'gemini-2.5-flash-image-preview',
        gateway: 'google',
        date: '2026-01-15',
        what: 'shut-down',
        source: GOOGLE_CHANGELOG,
      },
    ],
  },
  {
    id: 'gemini-3.1-flash-lite-image',
    name: 'Nano Banana 2 Lite',
    aliases: [],
    otherIds: [],
    idAt: {},
    capabilities: {
      aspectRatios: [...STANDARD_RATIOS, ...WIDE_RATIOS],
      imageSizes: ['1K'],
      inputTypes: INPUT_TYPES,
      maxImages: 14,
    },
    retirements: [],
  },
  {
    id: 'gemini-nano-banana-2.1',
    name: 'Nano Banana 2.1',
    aliases: ['nano-banana-2.1'],
    otherIds: [],
    idAt: {},
    capabilities: {
      aspectRatios: [...STANDARD_RATIOS, ...WIDE_RATIOS],
      // Sources disagree about 512. Two gateways report that it is refused, so it isn't offered.
      imageSizes: ['1K', '2K', '4K'],
      inputTypes: INPUT_TYPES,
      maxImages: 14,
    },
    retirements: [],
  },
];
