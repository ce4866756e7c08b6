/** The ten ratios that every Gemini image model with `imageConfig` takes. */
const STANDARD_RATIOS = [
  '1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9',
] as const; // prettier-ignore
const WIDE_RATIOS = ['1:4', '4:1', '1:8', '8:1'] as const;

/** Input types that Routescope's page lists and Google's image guide agrees with. */
const INPUT_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif'] as const;

export interface Retirement {
  /** The id that goes away, and where. */
  readonly id: string;
  readonly gateway: string;
  /** ISO date. */
  readonly date: string;
  readonly what: 'shut-down' | 'earliest-shut-down' | 'reported';
  readonly source: string;
  /** The model that the page names instead, by its id in the catalogue. */
  readonly replacement?: string;
}

/** What a request to a model may say. An empty list: nothing to choose, only `auto`. */
export interface Capabilities {
  readonly aspectRatios: readonly string[];
  readonly imageSizes: readonly string[];
  readonly inputTypes: readonly string[];
  /** More reference images than this are refused by the model. */
  readonly mostImages?: number;
  /** More than this are taken, but the result suffers. */
  readonly bestImages?: number;
}

export interface Model {
  /** The id that the settings, the pickers and the documents use. */
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Other ids of the same model (its stable or its preview twin). */
  readonly otherIds: readonly string[];
  /** Where a gateway serves it under another id than `id`. */
  readonly idAt: Readonly<Record<string, string>>;
  /** Undefined: nobody documents what it takes, so nothing is checked. */
  readonly capabilities?: Capabilities;
  /** What a gateway documents differently. */
  readonly capabilitiesAt?: Readonly<Record<string, Partial<Capabilities>>>;
  readonly retirements: readonly Retirement[];
}

const GOOGLE_DEPRECATIONS = 'https://ai.google.dev/gemini-api/docs/deprecations';
const GOOGLE_CHANGELOG = 'https://ai.google.dev/gemini-api/docs/changelog';

/**
 * Ratios, sizes and types: Routescope's Gemini image page and Google's image generation guide.
 * Ids: gateways go on serving preview ids after Google has shut them down, so an id is data of a
 * gateway and never refused.
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
      mostImages: 14,
    },
    // Routescope lists imageSize for Gemini 3 Pro Image alone.
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
        date: '2026-10-29',
        // As the page calls all its dates; the changelog of 6 October 2026 is firmer and says that it ends on that day.
        what: 'earliest-shut-down',
        source: GOOGLE_DEPRECATIONS,
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
      mostImages: 14,
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
      mostImages: 14,
    },
    retirements: [],
  },
  {
    id: 'gemini-nano-banana-2.1',
    name: 'Nano Banana 2.1',
    aliases: [],
    otherIds: [],
    idAt: {},
    capabilities: {
      aspectRatios: [...STANDARD_RATIOS, ...WIDE_RATIOS],
      // Sources disagree about 512; what two gateways report as refused is not offered.
      imageSizes: ['1K', '2K', '4K'],
      inputTypes: INPUT_TYPES,
      mostImages: 14,
    },
    retirements: [],
  },
];
