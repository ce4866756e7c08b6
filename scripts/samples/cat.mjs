// Draws samples/cat.png.
import { createImage } from '../../src/practice/draw/paint.ts';
import { curve, ellipse, fill, points, rgba, roundedBox, stroke } from './pens.mjs';

/** @typedef {import('./pens.mjs').Pixels} Pixels */
/** @typedef {import('./pens.mjs').Point} Point */

const COAT = '#e8914a';
const SHADE = '#c96f2e';
const CREAM = '#fbeedd';
const INK = '#3a2a24';
const BLUSH = '#ef9a94';

/** The cat is symmetric about this x. */
const MIDDLE = 320;
const SIDES = [-1, 1];

export function cat() {
  const image = createImage(640, 480, rgba('#eef1f5'));
  drawBody(image);
  for (const side of SIDES) drawLegAndEar(image, side);
  drawHead(image);
  for (const side of SIDES) drawHalfFace(image, side);
  fill(image, '#d9645f', curve(points('305,190 320,187 335,190 320,205'), true));
  stroke(image, '#4a7fd6', curve(points('262,239 290,252 320,256 350,252 378,239')), 15);
  fill(image, '#f6c945', ellipse(MIDDLE, 268, 14));
  fill(image, '#b78a1d', ellipse(MIDDLE, 272, 3.4));
  return image;
}

/** @param {Pixels} image */
function drawBody(image) {
  stroke(image, SHADE, curve(points('405,412 470,420 520,385 516,320 476,306 462,336')), 36, 26);
  const body = '320,205 376,236 408,310 420,390 396,432 320,440 244,432 220,390 232,310 264,236';
  fill(image, COAT, curve(points(body), true));
  const belly = '320,262 352,284 362,340 346,396 320,412 294,396 278,340 288,284';
  fill(image, CREAM, curve(points(belly), true));
}

/** @param {Pixels} image @param {number} side */
function drawLegAndEar(image, side) {
  const x = mirror(side);
  fill(image, SHADE, curve(halfPath(side, '100,404 92,352 62,356 56,420 84,432'), true));
  fill(image, COAT, roundedBox(x(34) - 24, 330, 48, 106, 24));
  fill(image, COAT, ellipse(x(34), 424, 32, 21));
  fill(image, CREAM, ellipse(x(34), 423, 26, 15));
  for (const toe of [-9, 9]) {
    const line = points(`${x(34) + toe},421 ${x(34) + toe},433`);
    stroke(image, SHADE, line, 3);
  }
  fill(image, COAT, curve(halfPath(side, '28,106 52,76 92,38 106,92 104,140 60,150'), true));
  fill(image, BLUSH, curve(halfPath(side, '54,102 84,66 91,104 84,126'), true));
}

/** @param {Pixels} image */
function drawHead(image) {
  const head = '320,92 376,102 420,150 424,192 390,230 320,244 250,230 216,192 220,150 264,102';
  fill(image, COAT, curve(points(head), true));
  for (const [x, length] of points('-28,30 0,40 28,30')) {
    const stripe = points(`${MIDDLE + x},96 ${MIDDLE + x * 0.8},${96 + length}`);
    stroke(image, SHADE, stripe, 12, 5);
  }
  const muzzle = '320,180 346,186 370,208 350,232 320,236 290,232 270,208 294,186';
  fill(image, CREAM, curve(points(muzzle), true));
}

/** @param {Pixels} image @param {number} side */
function drawHalfFace(image, side) {
  const x = mirror(side);
  fill(image, INK, ellipse(x(50), 166, 17, 20));
  fill(image, '#ffffff', ellipse(x(50) + 6, 159, 6));
  fill(image, '#ffffff', ellipse(x(50) - 5, 173, 3));
  fill(image, '#f3a58466', ellipse(x(78), 204, 20, 12));
  for (const [rise, reach] of points('-12,158 2,164 16,156')) {
    /** @type {Point[]} */
    const whisker = [
      [x(64), 206 + rise / 3],
      [x(112), 204 + rise * 0.8],
      [x(reach), 206 + rise * 1.5],
    ];
    stroke(image, SHADE, curve(whisker), 3.4, 1.8);
  }
  stroke(image, INK, curve(halfPath(side, '0,206 3,216 16,219 26,211')), 4, 3);
}

/**
 * Returns a function that turns a distance from the middle into an x, on one side.
 *
 * @param {number} side
 * @returns {(offset: number) => number}
 */
function mirror(side) {
  return (offset) => MIDDLE + side * offset;
}

/**
 * Returns points on one side of the cat. Each x is a distance from the middle.
 *
 * @param {number} side
 * @param {string} list
 * @returns {Point[]}
 */
function halfPath(side, list) {
  return points(list).map(([offset, y]) => [mirror(side)(offset), y]);
}
