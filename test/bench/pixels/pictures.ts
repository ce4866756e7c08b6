/** The pictures of the pixel bench: 12.6 megapixels with shapes, gradients, and the grain that image models draw. */
import sharp from 'sharp';

export const [WIDTH, HEIGHT] = [4096, 3072];

export interface Pictures {
  readonly source: Buffer;
  /** The same scene with other grain, as a model redraws it. */
  readonly result: Buffer;
  /** The same files in memory that threads share, as the extension host reads them. */
  readonly shared: { readonly source: Uint8Array; readonly result: Uint8Array };
}

export async function drawPictures(): Promise<Pictures> {
  const [source, result] = await Promise.all([draw(1), draw(2)]);
  return { source, result, shared: { source: toShared(source), result: toShared(result) } };
}

function toShared(file: Buffer): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(file.byteLength));
  bytes.set(file);
  return bytes;
}

async function draw(seed: number): Promise<Buffer> {
  const data = Buffer.alloc(WIDTH * HEIGHT * 3);
  let state = seed;
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, at += 3) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const grain = ((state >>> 24) - 128) / 42;
      const [u, v] = [x / WIDTH, y / HEIGHT];
      const wave = (Math.sin(u * 9 + v * 4) + Math.cos(v * 13 - u * 3)) * 45 + 110;
      const disk = Math.hypot(u - 0.5, v - 0.4) < 0.22 ? 50 : 0;
      const tile = ((x >> 7) + (y >> 7)) % 2 === 0 ? 12 : 0;
      data[at] = wave + disk + tile + grain;
      data[at + 1] = wave * 0.8 + 20 - disk * 0.3 + grain;
      data[at + 2] = 180 - wave * 0.5 + grain;
    }
  }
  return await sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png()
    .toBuffer();
}
