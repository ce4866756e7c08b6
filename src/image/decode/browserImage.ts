/** The class of a browser that codecs return their pixels in. */
class ImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** Defines `ImageData`, which Node lacks. Call this before a codec that was made for browsers. */
export function defineImageData(): void {
  if (!('ImageData' in globalThis)) Object.assign(globalThis, { ImageData });
}

/** Returns clamped bytes as plain ones, without copying. */
export function plainBytes({ buffer, byteOffset, length }: Uint8ClampedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}
