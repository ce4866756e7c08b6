import { luma, type Pixels } from '../pixels/pixels.ts';

/** The most colors that an indexed image has (PNG 11.2.2). */
export const MAX_COLORS = 256;

/** An image with few colors: each pixel is the number of one of them. */
export interface IndexedPixels {
  /** RGBA, one color after the other. The transparent ones are the first, so that the opaque ones need no alpha in the file. */
  readonly palette: Uint8Array;
  /** One byte for each pixel. */
  readonly indexes: Uint8Array;
}

/** Returns the same pixels with a palette; undefined if they have more than {@link MAX_COLORS} colors. */
export function indexPixels({ data }: Pixels): IndexedPixels | undefined {
  const whole = data.byteOffset % 4 === 0 ? data : Uint8Array.from(data);
  const pixels = new Uint32Array(whole.buffer, whole.byteOffset, whole.length / 4);
  const numbers = new Map<number, number>();
  const found = new Uint8Array(pixels.length);
  // Neighbors often have the same color, and a look at the last one is faster than the map.
  let [last, number] = [pixels[0] ?? 0, 0];
  numbers.set(last, 0);
  for (let at = 0; at < pixels.length; at++) {
    const pixel = pixels[at] ?? 0;
    if (pixel !== last) {
      last = pixel;
      number = numbers.get(pixel) ?? numbers.size;
      if (number === MAX_COLORS) return undefined;
      numbers.set(pixel, number);
    }
    found[at] = number;
  }
  const colors = new Uint8Array(Uint32Array.from(numbers.keys()).buffer);
  return sorted({ palette: colors, indexes: found });
}

/** By alpha and then by brightness, so that similar colors have similar numbers, which compress well. */
function sorted({ palette, indexes }: IndexedPixels): IndexedPixels {
  const colors = Array.from({ length: palette.length / 4 }, (_, number) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = palette.subarray(number * 4, number * 4 + 4);
    return { number, color: [red, green, blue, alpha], key: alpha * 256 + luma(red, green, blue) };
  });
  colors.sort((a, b) => a.key - b.key);
  const places = new Uint8Array(colors.length);
  colors.forEach(({ number }, place) => (places[number] = place));
  return {
    palette: Uint8Array.from(colors.flatMap(({ color }) => color)),
    indexes: indexes.map((number) => places[number] ?? 0),
  };
}
