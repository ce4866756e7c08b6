/** Types of what Easel uses of codecs that have none, or only those of a browser. */

declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs' {
  interface FrameInfo {
    readonly width: number;
    readonly height: number;
    /** 1 for gray, 3 for color, which is returned as RGB. */
    readonly componentCount: number;
  }

  interface JPEGDecoder {
    /** Makes room for a file of this many bytes in the codec's memory, and returns the room. */
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    getFrameInfo(): FrameInfo;
    /** Returns a view of the codec's memory. */
    getDecodedBuffer(): Uint8Array;
  }

  interface JPEGEncoder {
    /** Makes room for the samples in the codec's memory, and returns the room. */
    getDecodedBuffer(
      facts: FrameInfo & { readonly bitsPerSample: 8; readonly isSigned: false },
    ): Uint8Array;
    /** @param quality 1 to 100 */
    setQuality(quality: number): void;
    /** On by default. */
    setProgressive(isProgressive: boolean): void;
    encode(): void;
    /** Returns a view of the codec's memory. */
    getEncodedBuffer(): Uint8Array;
  }

  export default function createCodec(options: { readonly wasmBinary: Uint8Array }): Promise<{
    readonly JPEGDecoder: new () => JPEGDecoder;
    readonly JPEGEncoder: new () => JPEGEncoder;
  }>;
}

declare module '@jsquash/webp/decode.js' {
  export function init(options: { readonly wasmBinary: Uint8Array }): Promise<void>;
  export default function decode(file: Uint8Array): Promise<DecodedImage>;
}

declare module '@jsquash/webp/encode.js' {
  export function init(options: { readonly wasmBinary: Uint8Array }): Promise<void>;
  export default function encode(
    image: { readonly width: number; readonly height: number; readonly data: Uint8Array },
    options: { readonly quality: number },
  ): Promise<ArrayBuffer>;
}

declare module '@jsquash/avif/decode.js' {
  export function init(options: { readonly wasmBinary: Uint8Array }): Promise<void>;
  export default function decode(file: Uint8Array): Promise<DecodedImage>;
}

interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8ClampedArray;
}

declare module 'utif2' {
  type Values = number[];

  /** The codec writes into it. */
  export interface Directory {
    /** The values of tags: of width, height, and so on (TIFF 6.0). */
    readonly t256?: Values;
    readonly t257?: Values;
    /** Bits per sample, compression, colors, strips, orientation, samples, rows per strip, byte counts, planes. */
    readonly t258?: Values;
    readonly t259?: Values;
    readonly t262?: Values;
    readonly t273?: Values;
    readonly t274?: Values;
    readonly t277?: Values;
    readonly t278?: Values;
    readonly t279?: Values;
    readonly t284?: Values;
    /** Tiles: width, height, offsets, byte counts. */
    readonly t322?: Values;
    readonly t323?: Values;
    readonly t324?: Values;
    readonly t325?: Values;
    /** Tables of embedded JPEGs. */
    readonly t347?: Values;
    /** Set by the codec. */
    width: number;
    height: number;
  }

  const utif: {
    decodeImage(file: ArrayBuffer, directory: Directory): void;
    toRGBA8(directory: Directory): Uint8Array;
  };
  export default utif;
}

declare module 'omggif' {
  interface Frame {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }

  export class GifReader {
    constructor(file: Uint8Array);
    readonly width: number;
    readonly height: number;
    numFrames(): number;
    frameInfo(index: number): Frame;
    decodeAndBlitFrameRGBA(index: number, pixels: Uint8Array): void;
  }
}
