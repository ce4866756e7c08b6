/** Sixty pictures with a known alpha: ten each of hair, glass, shadows, text, thin lines, and holes. */
import {
  blob,
  box,
  createScene,
  disk,
  paint,
  random,
  ring,
  stroke,
  type Color,
  type Scene,
} from './canvas.ts';

export const KINDS = ['hair', 'glass', 'shadow', 'text', 'lines', 'holes'] as const;
export type Kind = (typeof KINDS)[number];
export const PER_KIND = 10;

const HAIR: readonly Color[] = [
  [40, 26, 18],
  [110, 70, 36],
  [198, 160, 96],
  [140, 48, 22],
  [18, 18, 22],
  [168, 168, 172],
];
const PAINTS: readonly Color[] = [
  [214, 48, 38],
  [30, 34, 42],
  [238, 190, 60],
  [236, 236, 232],
  [120, 72, 40],
  [232, 120, 40],
  [70, 76, 84],
  [196, 60, 110],
];

/** @param side of the square picture in px */
export function drawScene(kind: Kind, index: number, side: number): Scene {
  const next = random(index * 7 + KINDS.indexOf(kind) * 131 + 1);
  const scene = createScene(side, side);
  PAINTERS[kind](scene, next);
  return scene;
}

type Painter = (scene: Scene, next: () => number) => void;

const PAINTERS: Readonly<Record<Kind, Painter>> = { hair, glass, shadow, text, lines, holes };

function pick(colors: readonly Color[], next: () => number): Color {
  return colors[Math.floor(next() * colors.length)] ?? [0, 0, 0];
}

/** A surface with light from above and grain. */
function shaded(color: Color, next: () => number, side: number): (x: number, y: number) => Color {
  const tilt = 0.3 + next() * 0.3;
  return (x, y) => {
    const light = 1 + tilt * (0.5 - y / side) + (((x * 31 + y * 57) % 17) - 8) / 250;
    return [color[0] * light, color[1] * light, color[2] * light].map((value) =>
      Math.min(255, Math.max(0, value)),
    ) as unknown as Color;
  };
}

function hair(scene: Scene, next: () => number): void {
  const side = scene.width;
  const color = pick(HAIR, next);
  const [cx, cy, radius] = [side / 2, side * 0.55, side * (0.18 + next() * 0.05)];
  const strands = 160 + Math.floor(next() * 80);
  for (let strand = 0; strand < strands; strand++) {
    const angle = next() * Math.PI * 2;
    const length = radius * (1.15 + next() * 0.7);
    const bend = (next() - 0.5) * 0.9;
    const points = Array.from({ length: 7 }, (_, step) => {
      const share = step / 6;
      const at = angle + bend * share * share;
      const from = radius * 0.7 + (length - radius * 0.7) * share;
      return [cx + Math.cos(at) * from, cy + Math.sin(at) * from] as const;
    });
    const tone = 0.75 + next() * 0.5;
    const strandColor = color.map((value) => Math.min(255, value * tone)) as unknown as Color;
    stroke(scene, points, 0.5 + next() * 1.6, strandColor, 0.85 + next() * 0.15);
  }
  paint(scene, disk(cx, cy, radius), shaded(color, next, side));
  paint(scene, disk(cx, cy + radius * 0.2, radius * 0.72), shaded([222, 176, 148], next, side));
}

function glass(scene: Scene, next: () => number): void {
  const side = scene.width;
  const tint: Color = [190 + next() * 50, 205 + next() * 35, 215 + next() * 40];
  const [left, right] = [side * (0.26 + next() * 0.08), side * (0.66 + next() * 0.08)];
  const [top, bottom] = [side * 0.15, side * 0.85];
  paint(scene, box(left, top, right, bottom, side * 0.08), tint, 0.15 + next() * 0.25);
  const liquid = pick(PAINTS, next);
  const level = top + (bottom - top) * (0.35 + next() * 0.3);
  paint(
    scene,
    box(left + 6, level, right - 6, bottom - 6, side * 0.06),
    liquid,
    0.75 + next() * 0.25,
  );
  const wall = side * 0.012;
  paint(scene, box(left, top, left + wall, bottom, wall / 2), [240, 244, 248], 0.5);
  paint(scene, box(right - wall, top, right, bottom, wall / 2), [60, 66, 74], 0.45);
  paint(
    scene,
    blob(left + side * 0.07, side * 0.4, side * 0.015, side * 0.18, 2),
    [255, 255, 255],
    0.85,
  );
  paint(scene, ring((left + right) / 2, top + 4, side * 0.05, 3), shaded([80, 84, 92], next, side));
  paint(scene, box(left, bottom - side * 0.03, right, bottom, 4), shaded([70, 74, 82], next, side));
}

function shadow(scene: Scene, next: () => number): void {
  const side = scene.width;
  const [cx, cy] = [side * (0.4 + next() * 0.2), side * 0.45];
  const blur = side * (0.02 + next() * 0.05);
  const darkness = 0.35 + next() * 0.35;
  paint(
    scene,
    blob(cx + side * 0.06, side * 0.74, side * 0.27, side * 0.07, blur),
    [0, 0, 0],
    darkness,
  );
  const color = pick(PAINTS, next);
  paint(
    scene,
    box(cx - side * 0.2, cy - side * 0.22, cx + side * 0.2, side * 0.74, side * 0.04),
    shaded(color, next, side),
  );
  paint(scene, disk(cx, cy, side * 0.11), shaded(pick(PAINTS, next), next, side));
}

/** Strokes of letters, in a grid of 2 × 4. */
const LETTERS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  A: [
    [0, 4],
    [1, 0],
    [2, 4],
    [1.5, 2.4],
    [0.5, 2.4],
  ],
  E: [
    [2, 0],
    [0, 0],
    [0, 2],
    [1.5, 2],
    [0, 2],
    [0, 4],
    [2, 4],
  ],
  L: [
    [0, 0],
    [0, 4],
    [2, 4],
  ],
  S: [
    [2, 0.3],
    [0.6, 0],
    [0, 1],
    [1, 2],
    [2, 3],
    [1.4, 4],
    [0, 3.7],
  ],
  V: [
    [0, 0],
    [1, 4],
    [2, 0],
  ],
  O: [
    [1, 0],
    [0, 1],
    [0, 3],
    [1, 4],
    [2, 3],
    [2, 1],
    [1, 0],
  ],
};

function text(scene: Scene, next: () => number): void {
  const side = scene.width;
  const letters = Object.values(LETTERS);
  let y = side * 0.1;
  while (y < side * 0.82) {
    const size = side * (0.012 + next() * 0.04);
    const color = pick(PAINTS, next);
    const lineWidth = Math.max(1, size * (0.35 + next() * 0.35));
    for (let x = side * 0.1; x + size * 2 < side * 0.9; x += size * 3) {
      const shape = letters[Math.floor(next() * letters.length)] ?? [];
      stroke(
        scene,
        shape.map(([u, v]) => [x + u * size, y + v * size] as const),
        lineWidth,
        color,
      );
    }
    y += size * 6;
  }
}

function lines(scene: Scene, next: () => number): void {
  const side = scene.width;
  for (let line = 0; line < 16; line++) {
    const color = pick(PAINTS, next);
    const points = Array.from(
      { length: 3 },
      () => [side * (0.08 + next() * 0.84), side * (0.08 + next() * 0.84)] as const,
    );
    stroke(scene, points, 0.6 + next() * 2.6, color);
  }
  for (let circle = 0; circle < 5; circle++) {
    const [cx, cy] = [side * (0.3 + next() * 0.4), side * (0.3 + next() * 0.4)];
    paint(scene, ring(cx, cy, side * (0.05 + next() * 0.16), 0.8 + next() * 2), pick(PAINTS, next));
  }
}

function holes(scene: Scene, next: () => number): void {
  const side = scene.width;
  const color = pick(PAINTS, next);
  const count = 3 + Math.floor(next() * 4);
  const cell = (side * 0.8) / count;
  const radius = cell * (0.18 + next() * 0.22);
  const plate = box(side * 0.1, side * 0.1, side * 0.9, side * 0.9, side * 0.05);
  const cover = (x: number, y: number) => {
    const column = Math.floor((x - side * 0.1) / cell);
    const row = Math.floor((y - side * 0.1) / cell);
    const cx = side * 0.1 + (column + 0.5) * cell;
    const cy = side * 0.1 + (row + 0.5) * cell;
    const hole = 0.5 - (radius - Math.hypot(x - cx, y - cy));
    return Math.min(plate(x, y), hole);
  };
  paint(scene, cover, shaded(color, next, side));
}
