// Draws samples/hero.jpg.
import { createImage, eachPixel, mix } from '../../src/practice/draw/paint.ts';
import { curve, ellipse, fill, points, rgba, roundedBox } from './pens.mjs';

/** @typedef {import('./pens.mjs').Pixels} Pixels */
/** @typedef {import('./pens.mjs').Point} Point */

const WIDTH = 1280;
const HEIGHT = 720;
const SKY = ['#3f5f9e', '#8f8fc4', '#f2a98c', '#fbdcae'].map(rgba);

/** x and y of the foot, and the size. */
const TREES = /** @type {const} */ ([
  [88, 668, 1.3],
  [170, 666, 0.9],
  [30, 672, 0.8],
  [1150, 672, 1.2],
  [1222, 668, 1.6],
  [1078, 680, 0.8],
]);

export function hero() {
  const image = createImage(WIDTH, HEIGHT);
  drawSky(image);
  ridge(
    image,
    '#a98fb2',
    '0,372 150,318 300,372 470,292 640,380 830,410 1010,330 1150,372 1280,322',
  );
  ridge(image, '#7d74a5', '0,420 190,392 380,446 560,402 760,452 960,424 1130,400 1280,440');
  drawWater(image);
  fill(image, '#f8f4ee', points('474,396 474,512 428,512'));
  fill(image, '#fffdf8', curve(points('482,378 516,440 548,512 482,512')));
  fill(image, '#43304f', curve(points('420,522 484,526 556,522 530,548 446,548'), true));
  ridge(image, '#3d4470', '0,610 160,584 340,628 560,668 800,664 1010,620 1180,590 1280,604');
  ridge(image, '#262c4f', '0,664 220,650 470,704 760,712 1030,672 1280,644');
  for (const [x, foot, size] of TREES) drawTree(image, x, foot, size);
  return image;
}

/** @param {Pixels} image */
function drawSky(image) {
  eachPixel(image, (_, y) => {
    const at = Math.min(SKY.length - 1.001, (y / (HEIGHT * 0.66)) * (SKY.length - 1));
    const [from = rgba('#000000'), to = from] = SKY.slice(Math.floor(at));
    return mix(from, to, at % 1);
  });
  fill(image, '#fff6d830', ellipse(850, 352, 150));
  fill(image, '#fff6d850', ellipse(850, 352, 108));
  fill(image, '#fff3cf', ellipse(850, 352, 74));
}

/**
 * Fills everything below a line.
 *
 * @param {Pixels} image
 * @param {string} color
 * @param {string} line
 */
function ridge(image, color, line) {
  fill(image, color, [...curve(points(line)), [WIDTH, HEIGHT], [0, HEIGHT]]);
}

/** @param {Pixels} image */
function drawWater(image) {
  fill(image, '#d99f93', points(`0,470 ${WIDTH},470 ${WIDTH},${HEIGHT} 0,${HEIGHT}`));
  for (let y = 470; y < 690; y += 2) {
    const alpha = Math.round(((y - 470) / 220) * 120 + 20);
    const color = `#8a78a6${alpha.toString(16).padStart(2, '0')}`;
    fill(image, color, points(`0,${y} ${WIDTH},${y} ${WIDTH},${y + 2} 0,${y + 2}`));
  }
  for (let i = 0; i < 9; i++) {
    const half = 74 - i * 5 + (i % 2) * 14;
    fill(image, '#fff0cca0', roundedBox(850 - half, 480 + i * 15, half * 2, 5, 2.5));
  }
}

/** @type {(image: Pixels, x: number, foot: number, size: number) => void} */
function drawTree(image, x, foot, size) {
  for (const [rise, half] of points('0,46 42,36 80,25')) {
    const y = foot - rise * size;
    /** @type {Point[]} */
    const branches = [
      [x - half * size, y],
      [x + half * size, y],
      [x, y - 84 * size],
    ];
    fill(image, '#1c2140', branches);
  }
}
