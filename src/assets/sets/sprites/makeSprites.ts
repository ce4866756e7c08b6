import { CheckError } from '../../../errors.ts';
import type { Pixels } from '../../../image/pixels/pixels.ts';
import { encodeAsset, type Statements } from '../../encode.ts';
import { cropPixels, padPixels } from '../../pixels/canvas.ts';
import type { MadeFile } from '../set.ts';
import { placeSprites, type Atlas, type Sprite } from './atlas.ts';
import { sliceByGaps, sliceByGrid, type Grid } from './slice.ts';

/** Noise has a sprite in every other pixel. No sheet of a game has so many. */
const MAX_SPRITES = 1024;

/** A file with its bytes. */
type MadeBytes = MadeFile & { readonly bytes: Uint8Array };

/**
 * Cuts a sheet into sprites.
 *
 * @param grid without one, transparent gaps separate the sprites
 * @throws CheckError `no-sprites`
 */
export async function makeSprites(
  sheet: Pixels,
  {
    stem,
    grid,
    statements,
  }: {
    readonly stem: string;
    readonly grid?: Grid | undefined;
    readonly statements: Statements;
  },
): Promise<{ readonly made: readonly MadeBytes[]; readonly atlas: Atlas }> {
  const slices = grid ? sliceByGrid(sheet, grid) : sliceByGaps(sheet);
  const isWhole = slices.length === 1 && !grid && slices[0]?.box.width === sheet.width;
  if (slices.length === 0 || isWhole || slices.length > MAX_SPRITES) {
    throw new CheckError({ kind: 'no-sprites', found: isWhole ? 0 : slices.length });
  }
  const sprites = placeSprites(slices, stem);
  const image = `${stem}.png`;
  const made: MadeBytes[] = [await file(image, sheet, statements)];
  for (const sprite of sprites) {
    made.push(await file(`frames/${sprite.name}`, pixelsOf(sheet, sprite), statements));
  }
  const { width, height } = sheet;
  return { made, atlas: { image, size: { width, height }, sprites } };
}

/** Every file has the size that all share, so that they can be shown one after the other. */
function pixelsOf(sheet: Pixels, { frame, size, place }: Sprite): Pixels {
  return padPixels(cropPixels(sheet, frame), { canvas: size, left: place.x, top: place.y });
}

async function file(path: string, pixels: Pixels, statements: Statements): Promise<MadeBytes> {
  return {
    path,
    format: 'png',
    width: pixels.width,
    height: pixels.height,
    purpose: 'any',
    isOpaque: false,
    isEnlarged: false,
    bytes: await encodeAsset(pixels, 'png', 100, statements),
  };
}
