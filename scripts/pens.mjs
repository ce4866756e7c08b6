// What the sample pictures are drawn with: curves and lines on top of the Practice gateway's outlines.
import { fillOutline } from '../src/practice/draw/paint.ts';

/** `#rrggbb` or `#rrggbbaa` as red, green, blue, alpha. */
export function rgba(hex) {
  const value = Number.parseInt(hex.slice(1).padEnd(8, 'f'), 16);
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** Points as SVG writes them: `12,30 40,8`. */
export function points(list) {
  return list.split(' ').map((pair) => pair.split(',').map(Number));
}

export function ellipse(cx, cy, rx, ry = rx, turn = 0) {
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  return Array.from({ length: 120 }, (_, i) => {
    const angle = (i / 60) * Math.PI;
    const [x, y] = [rx * Math.cos(angle), ry * Math.sin(angle)];
    return [cx + x * cos - y * sin, cy + x * sin + y * cos];
  });
}

export function roundedBox(left, top, width, height, radius) {
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

/** A smooth line through all points (Catmull-Rom); closed, it is an outline. */
export function curve(points, closed = false) {
  const at = (i) =>
    closed
      ? points[(i + points.length) % points.length]
      : points[Math.min(points.length - 1, Math.max(0, i))];
  const segments = closed ? points.length : points.length - 1;
  const line = [];
  for (let i = 0; i < segments; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < 16; step++) {
      const t = step / 16;
      line.push(
        [0, 1].map(
          (k) =>
            0.5 *
            (2 * b[k] +
              (c[k] - a[k]) * t +
              (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t ** 2 +
              (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t ** 3),
        ),
      );
    }
  }
  return closed ? line : [...line, points.at(-1)];
}

/** Paints one outline; several make holes where they overlap. */
export function fill(image, color, ...outlines) {
  fillOutline(image, outlines, rgba(color));
}

/** Draws along a line with round ends. */
export function stroke(image, color, line, width, endWidth = width) {
  line.forEach(([x, y], i) => {
    const half = (w) => (width + (endWidth - width) * (w / Math.max(1, line.length - 1))) / 2;
    fill(image, color, ellipse(x, y, half(i)));
    const next = line[i + 1];
    if (next === undefined) return;
    const angle = Math.atan2(next[1] - y, next[0] - x);
    const side = (px, py, r) => [px - r * Math.sin(angle), py + r * Math.cos(angle)];
    fill(image, color, [
      side(x, y, half(i)),
      side(next[0], next[1], half(i + 1)),
      side(next[0], next[1], -half(i + 1)),
      side(x, y, -half(i)),
    ]);
  });
}
