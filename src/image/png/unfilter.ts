/**
 * Undoes the filters of PNG rows (PNG 9.2). Decoding spends much of its time here, so each filter has a loop of its
 * own. `?? 0` costs nothing in V8; bytes before the start of a row count as 0.
 */

/**
 * Undoes the filter of one row, in place.
 *
 * @param filter 0 to 4, the byte in front of the row
 * @param above the previous row, or zeros
 * @param step bytes per pixel
 */
export function unfilterRow(
  filter: number,
  row: Uint8Array,
  above: Uint8Array,
  step: number,
): void {
  if (filter === 1) sub(row, step);
  else if (filter === 2) up(row, above);
  else if (filter === 3) average(row, above, step);
  else if (filter === 4) paeth(row, above, step);
}

function sub(row: Uint8Array, step: number): void {
  for (let at = step; at < row.length; at++) row[at] = (row[at] ?? 0) + (row[at - step] ?? 0);
}

function up(row: Uint8Array, above: Uint8Array): void {
  for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) + (above[at] ?? 0);
}

function average(row: Uint8Array, above: Uint8Array, step: number): void {
  for (let at = 0; at < row.length; at++) {
    const left = at < step ? 0 : (row[at - step] ?? 0);
    row[at] = (row[at] ?? 0) + ((left + (above[at] ?? 0)) >> 1);
  }
}

/**
 * Adds Alan Paeth's predictor (PNG 9.4): whichever of left, above and upper left is nearest to left + above - upper left.
 * Chooses with bit masks: in photos, branches are mispredicted so often that they take twice as long.
 */
function paeth(row: Uint8Array, above: Uint8Array, step: number): void {
  for (let at = 0; at < step; at++) row[at] = (row[at] ?? 0) + (above[at] ?? 0);
  for (let at = step; at < row.length; at++) {
    const left = row[at - step] ?? 0;
    const over = above[at] ?? 0;
    const corner = above[at - step] ?? 0;
    const toLeft = magnitude(over - corner);
    const toOver = magnitude(left - corner);
    const toCorner = magnitude(left + over - 2 * corner);
    // All bits set if left is not the nearest, and if the corner is nearer than above.
    const notLeft = ((toOver - toLeft) | (toCorner - toLeft)) >> 31;
    const notOver = (toCorner - toOver) >> 31;
    const nearest = (left & ~notLeft) | (notLeft & ((over & ~notOver) | (corner & notOver)));
    row[at] = (row[at] ?? 0) + nearest;
  }
}

/** Returns the absolute value of a 32-bit integer without a branch. */
function magnitude(number: number): number {
  const sign = number >> 31;
  return (number ^ sign) - sign;
}
