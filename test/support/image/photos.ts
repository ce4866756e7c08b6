import files from './photos.json' with { type: 'json' };

/** The name of a picture as users have them. Other programs made all of them: cameras' encoders, sharp, and lcms. */
export type PhotoName = keyof typeof files;
export const PHOTO_NAMES = Object.keys(files) as readonly PhotoName[];

/** What sharp says about a picture: its size in px when it is upright, and the SHA-256 of its RGBA with 8 bits. */
export interface ExpectedPixels {
  readonly width: number;
  readonly height: number;
  readonly sha256?: string;
}

export function photo(name: PhotoName): Buffer {
  return Buffer.from(files[name].base64, 'base64');
}

export function expectedPixels(name: PhotoName): ExpectedPixels {
  return files[name];
}
