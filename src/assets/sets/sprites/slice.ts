import { boundingBox, type Box, type Pixels } from '../../../image/pixels/pixels.ts';

/** In steps of 255: less can't be seen. */
const MIN_ALPHA = 8;
/** In px. Closer parts belong to one sprite. */
const MIN_GAP = 2;

/** A regular arrangement of sprites. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** A sprite on its sheet. */
export interface Slice {
  /** What can be seen of it. */
  readonly box: Box;
  /** Its cell, if the sheet is a grid. */
  readonly cell?: Box;
}

/**
 * Finds the sprites of a sheet between its transparent rows and columns, in reading order: it cuts the sheet into rows of sprites, these
 * into columns, and what is left again until nothing can be cut.
 */
export function sliceByGaps(sheet: Pixels): readonly Slice[] {
  const all = visible(sheet, { x: 0, y: 0, width: sheet.width, height: sheet.height });
  return all === undefined ? [] : cut(sheet, all).map((box) => ({ box }));
}

/** Finds the sprites of a sheet whose cells all have the same size. Empty cells have none. */
export function sliceByGrid(sheet: Pixels, { columns, rows }: Grid): readonly Slice[] {
  const [width, height] = [Math.floor(sheet.width / columns), Math.floor(sheet.height / rows)];
  if (width === 0 || height === 0) return [];
  return Array.from({ length: columns * rows }, (_, index): Box => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    return { x: column * width, y: row * height, width, height };
  }).flatMap((cell) => {
    const box = visible(sheet, cell);
    return box === undefined ? [] : [{ box, cell }];
  });
}

function cut(sheet: Pixels, box: Box): readonly Box[] {
  for (const axis of ['y', 'x'] as const) {
    const parts = runs(sheet, box, axis);
    if (parts.length < 2) continue;
    return parts.flatMap((part) => {
      const trimmed = visible(sheet, part);
      return trimmed === undefined ? [] : cut(sheet, trimmed);
    });
  }
  return [box];
}

/** Returns the parts of a box that transparent lines across an axis separate. */
function runs(sheet: Pixels, box: Box, axis: 'x' | 'y'): readonly Box[] {
  const isRow = axis === 'y';
  const length = isRow ? box.height : box.width;
  const found: { from: number; to: number }[] = [];
  for (let at = 0; at < length; at++) {
    const line = isRow ? { ...box, y: box.y + at, height: 1 } : { ...box, x: box.x + at, width: 1 };
    if (!hasVisible(sheet, line)) continue;
    const last = found.at(-1);
    if (last !== undefined && at - last.to < MIN_GAP) last.to = at + 1;
    else found.push({ from: at, to: at + 1 });
  }
  return found.map(({ from, to }) =>
    isRow
      ? { ...box, y: box.y + from, height: to - from }
      : { ...box, x: box.x + from, width: to - from },
  );
}

function hasVisible({ width, data }: Pixels, box: Box): boolean {
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      if ((data[(y * width + x) * 4 + 3] ?? 0) >= MIN_ALPHA) return true;
    }
  }
  return false;
}

/** Returns the smallest box around what can be seen of a part. */
function visible({ width, data }: Pixels, part: Box): Box | undefined {
  const found = boundingBox(part.width, part.height, (at) => {
    const [x, y] = [part.x + (at % part.width), part.y + Math.floor(at / part.width)];
    return (data[(y * width + x) * 4 + 3] ?? 0) >= MIN_ALPHA;
  });
  return found && { ...found, x: part.x + found.x, y: part.y + found.y };
}
