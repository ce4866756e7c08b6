import type { Box } from '../../../image/pixels/pixels.ts';
import type { Size } from '../../layout.ts';
import { json } from '../markup.ts';
import type { Slice } from './slice.ts';

/** A sprite as an atlas describes it. */
export interface Sprite {
  /** The name of its file, which is also its name in the atlas. */
  readonly name: string;
  /** What can be seen of it, on the sheet. */
  readonly frame: Box;
  /** The size that all sprites share. */
  readonly size: Size;
  /** Where its visible part is in that size. */
  readonly place: Box;
}

export interface Atlas {
  /** The file name of the sheet. */
  readonly image: string;
  /** Of the sheet. */
  readonly size: Size;
  readonly sprites: readonly Sprite[];
}

/** The point that stays where it is when a game changes sprites: the middle of the lower edge, where figures stand. */
const ANCHOR = { x: 0.5, y: 1 } as const;

/**
 * Gives all sprites one size and one anchor. Those of a grid stay where they are in their cells; others stand in the middle of the lower
 * edge.
 */
export function placeSprites(slices: readonly Slice[], stem: string): readonly Sprite[] {
  const most = (side: 'width' | 'height') => Math.max(...slices.map(({ box }) => box[side]));
  const size = slices[0]?.cell ?? { width: most('width'), height: most('height') };
  const digits = String(slices.length).length;
  return slices.map(({ box, cell }, index) => {
    const offset = cell
      ? { x: box.x - cell.x, y: box.y - cell.y }
      : { x: Math.floor((size.width - box.width) / 2), y: size.height - box.height };
    return {
      name: `${stem}-${String(index + 1).padStart(digits, '0')}.png`,
      frame: box,
      size: { width: size.width, height: size.height },
      place: { ...offset, width: box.width, height: box.height },
    };
  });
}

/** Returns an atlas in the format that TexturePacker calls “JSON (Hash)”, which PixiJS, Phaser, and others load. */
export function atlasJson({ image, size, sprites }: Atlas): string {
  const frames = sprites.map(({ name, frame, size: source, place }) => {
    const entry = {
      frame: rectangle(frame),
      rotated: false,
      trimmed: true,
      spriteSourceSize: rectangle(place),
      sourceSize: { w: source.width, h: source.height },
      anchor: ANCHOR,
    };
    return [name, entry] as const;
  });
  const meta = {
    app: 'Easel',
    version: '1.0',
    image,
    format: 'RGBA8888',
    size: { w: size.width, h: size.height },
    scale: '1',
  };
  return json({ frames: Object.fromEntries(frames), meta });
}

function rectangle({ x, y, width, height }: Box) {
  return { x, y, w: width, h: height };
}
