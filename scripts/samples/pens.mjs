// Draws curves and lines for the sample pictures, on top of the Practice gateway's outlines.
import { fillOutline } from '../../src/practice/draw/paint.ts';

/** @typedef {import('../../src/image/pixels/pixels.ts').Pixels} Pixels */
/** @typedef {import('../../src/practice/draw/paint.ts').Point} Point */
/** @typedef {import('../../src/practice/draw/paint.ts').Rgba} Rgba */

/**
 * Reads a color: `#rrggbb` or `#rrggbbaa`.
 *
 * @param {string} hex
 * @returns {Rgba}
 */
export function rgba(hex) {
  const value = Number.parseInt(hex.slice(1).padEnd(8, 'f'), 16);
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/**
 * Reads points as SVG writes them: `12,30 40,8`.
 *
 * @param {string} list
 * @returns {Point[]}
 */
export function points(list) {
  return list.split(' ').map((pair) => {
    const [x = NaN, y = NaN] = pair.split(',').map(Number);
    return [x, y];
  });
}

/**
 * Returns the outline of an ellipse, turned by an angle in radians.
 *
 * @param {number} cx
 * @param {number} cy
 * @param {number} rx
 * @param {number} [ry]
 * @param {number} [turn]
 * @returns {Point[]}
 */
export function ellipse(cx, cy, rx, ry = rx, turn = 0) {
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  return Array.from({ length: 120 }, (_, i) => {
    const angle = (i / 60) * Math.PI;
    const [x, y] = [rx * Math.cos(angle), ry * Math.sin(angle)];
    return [cx + x * cos - y * sin, cy + x * sin + y * cos];
  });
}

/**
 * Returns the outline of a box with round corners.
 *
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 * @returns {Point[]}
 */
export function roundedBox(left, top, width, height, radius) {
  /** @type {(cx: number, cy: number, from: number) => Point[]} */
  const corner = (cx, cy, from) =>
    Array.from({ length: 13 }, (_, i) => {
      const angle = from + (i / 24) * Math.PI;
      return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
    });
  const [right, bottom] = [left + width - radius, top + height - radius];
  return [
    ...corner(left + radius, top + radius, Math.PI),
    ...corner(right, top + radius, Math.PI * 1.5),
    ...corner(right, bottom, 0),
    ...corner(left + radius, bottom, Math.PI / 2),
  ];
}

/**
 * Returns a smooth line through all points (Catmull-Rom). A closed one is an outline.
 *
 * @param {readonly Point[]} path
 * @param {boolean} [closed]
 * @returns {Point[]}
 */
export function curve(path, closed = false) {
  const last = path.length - 1;
  /** @type {(i: number) => Point} */
  const at = (i) => {
    const index = closed ? (i + path.length) % path.length : Math.min(last, Math.max(0, i));
    return path[index] ?? [NaN, NaN];
  };
  const segments = closed ? path.length : last;
  /** @type {Point[]} */
  const line = [];
  for (let i = 0; i < segments; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < 16; step++) {
      const t = step / 16;
      line.push([between(a[0], b[0], c[0], d[0], t), between(a[1], b[1], c[1], d[1], t)]);
    }
  }
  return closed ? line : [...line, at(last)];
}

/**
 * Returns the Catmull-Rom value between `b` and `c`.
 *
 * @type {(a: number, b: number, c: number, d: number, t: number) => number}
 */
function between(a, b, c, d, t) {
  return (
    0.5 *
    (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2 + (3 * b - a - 3 * c + d) * t ** 3)
  );
}

/**
 * Paints one outline. Several make holes where they overlap.
 *
 * @param {Pixels} image
 * @param {string} color
 * @param {readonly Point[][]} outlines
 */
export function fill(image, color, ...outlines) {
  fillOutline(image, outlines, rgba(color));
}

/**
 * Draws along a line, with round ends and a width that changes evenly.
 *
 * @param {Pixels} image
 * @param {string} color
 * @param {readonly Point[]} line
 * @param {number} width
 * @param {number} [endWidth]
 */
export function stroke(image, color, line, width, endWidth = width) {
  line.forEach(([x, y], i) => {
    /** @param {number} at */
    const half = (at) => (width + (endWidth - width) * (at / Math.max(1, line.length - 1))) / 2;
    fill(image, color, ellipse(x, y, half(i)));
    const next = line[i + 1];
    if (next === undefined) return;
    const angle = Math.atan2(next[1] - y, next[0] - x);
    /** @type {(px: number, py: number, r: number) => Point} */
    const side = (px, py, r) => [px - r * Math.sin(angle), py + r * Math.cos(angle)];
    fill(image, color, [
      side(x, y, half(i)),
      side(next[0], next[1], half(i + 1)),
      side(next[0], next[1], -half(i + 1)),
      side(x, y, -half(i)),
    ]);
  });
}
