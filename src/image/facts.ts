export const IMAGE_TYPES = ['png', 'jpeg', 'webp', 'gif', 'avif', 'heic', 'heif', 'bmp'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** What an image's bytes say of it: labels, names and extensions have no vote. */
export interface ImageFacts {
  readonly type: ImageType;
  readonly mimeType: string;
  /** Without a dot: `jpg`. */
  readonly extension: string;
  /** In px; 0 where the bytes do not say. */
  readonly width: number;
  readonly height: number;
  /** The file's own structure runs to its end: nothing was cut off. */
  readonly whole: boolean;
}
