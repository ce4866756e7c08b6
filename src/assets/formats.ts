/** The types that Easel converts images to. Results keep the type that they came in. */
export const WRITTEN_TYPES = ['png', 'jpeg', 'webp'] as const;
export type WrittenType = (typeof WRITTEN_TYPES)[number];

export const TYPE_LABELS: Readonly<Record<WrittenType, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
};

/** The file extensions of each type, the default first. */
export const EXTENSIONS: Readonly<Record<WrittenType, readonly [string, ...string[]]>> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  webp: ['webp'],
};

/** The types that have a quality, the one with the smaller files first. */
export const LOSSY_TYPES = ['webp', 'jpeg'] as const satisfies readonly WrittenType[];

/** The quality where the user chose none. */
export const USUAL_QUALITY = 90;

/** A type with its quality. */
export interface FormatChoice {
  readonly type: WrittenType;
  /** 1 to 100. Missing for PNG, which loses nothing, and for a file that stays as it is. */
  readonly quality?: number;
}

/** The choices of a list that lose something. */
export const LOSSY_CHOICES: readonly FormatChoice[] = LOSSY_TYPES.flatMap((type) =>
  [USUAL_QUALITY, 80].map((quality) => ({ type, quality })),
);

/** Names a choice: `WebP 80`. */
export function choiceLabel({ type, quality }: FormatChoice): string {
  return quality === undefined ? TYPE_LABELS[type] : `${TYPE_LABELS[type]} ${quality}`;
}

/** The longest side that the header of a WebP's coded pixels can state, in px (RFC 9649, section 2.5). */
export const MAX_WEBP_SIDE = 16_383;
