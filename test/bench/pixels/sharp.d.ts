/** The part of sharp that the bench uses. Only `npm run bench` installs it. */
declare module 'sharp' {
  interface Raw {
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 2 | 3 | 4;
  }

  export type Blend = 'over' | 'difference';

  interface Color {
    readonly r: number;
    readonly g: number;
    readonly b: number;
    readonly alpha: number;
  }

  interface Sharp {
    raw(): Sharp;
    png(): Sharp;
    jpeg(options: { readonly quality: number; readonly chromaSubsampling: '4:4:4' }): Sharp;
    resize(
      width: number,
      height: number,
      options: {
        readonly fit: 'cover' | 'contain';
        readonly kernel: 'lanczos3';
        readonly background?: Color;
      },
    ): Sharp;
    webp(options: { readonly quality: number; readonly effort: 4 }): Sharp;
    composite(
      images: readonly { readonly input: Buffer; readonly raw: Raw; readonly blend: Blend }[],
    ): Sharp;
    toBuffer(): Promise<Buffer>;
    toBuffer(options: {
      readonly resolveWithObject: true;
    }): Promise<{ readonly data: Buffer; readonly info: Raw }>;
  }

  export default function sharp(image: Buffer, options?: { readonly raw: Raw }): Sharp;
}
