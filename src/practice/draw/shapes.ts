import type { Pixels } from '../../image/pixels/pixels.ts';
import { fillOutline, type Point, type Rgba } from './paint.ts';

type Outline = readonly Point[];

/** Returns a regular polygon with a corner at the top; with `inner`, a star with that inner radius. */
function polygon(corners: number, inner?: number): Outline {
  const steps = inner === undefined ? corners : corners * 2;
  return Array.from({ length: steps }, (_, i) => {
    const radius = inner !== undefined && i % 2 === 1 ? inner : 1;
    const angle = (i / steps) * 2 * Math.PI - Math.PI / 2;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function stretch(outline: Outline, x: number, y: number): Outline {
  return outline.map(([px, py]) => [px * x, py * y]);
}

function box(x: number, y: number): Outline {
  return [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
}

/** Returns the curve 16 sin³t, 13 cos t - 5 cos 2t - 2 cos 3t - cos 4t, scaled to radius 1. */
function heart(): Outline {
  return Array.from({ length: 96 }, (_, i) => {
    const t = (i / 96) * 2 * Math.PI;
    const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
    return [(16 * Math.sin(t) ** 3) / 17, -(y + 2) / 16];
  });
}

const CIRCLE = polygon(128);
const ARM = 0.32;
const PLUS: Outline = [
  ...[[-ARM, -1] as const, [ARM, -1] as const, [ARM, -ARM] as const, [1, -ARM] as const],
  ...[[1, ARM] as const, [ARM, ARM] as const, [ARM, 1] as const, [-ARM, 1] as const],
  ...[[-ARM, ARM] as const, [-1, ARM] as const, [-1, -ARM] as const, [-ARM, -ARM] as const],
];

/** The words that name a shape, and its outlines around 0, 0 with radius 1. */
const SHAPES: readonly (readonly [words: string, outlines: () => readonly Outline[]])[] = [
  ['squares?|quadrate?|正方形|四角|方块', () => [box(0.82, 0.82)]],
  ['rectangles?|rechtecke?|長方形|长方形|矩形', () => [box(1, 0.62)]],
  ['circles?|discs?|disks?|dot|balls?|kreise?|円|丸|圆形?', () => [CIRCLE]],
  ['ellipses?|ovals?|椭圆|楕円', () => [stretch(CIRCLE, 1, 0.62)]],
  ['rings?|donuts?|圆环|リング', () => [CIRCLE, stretch(CIRCLE, 0.6, 0.6)]],
  ['triangles?|dreiecke?|三角形?', () => [polygon(3)]],
  ['diamonds?|rhombus|rauten?|菱形|ひし形', () => [stretch(polygon(4), 0.75, 1)]],
  ['pentagons?|fünfecke?|五角形', () => [polygon(5)]],
  ['hexagons?|sechsecke?|六角形', () => [polygon(6)]],
  ['stars?|sterne?|星', () => [polygon(5, 0.42)]],
  ['suns?|sonnen?|太陽|太阳', () => [polygon(16, 0.74)]],
  ['hearts?|herz(?:en)?|ハート|爱心|心形', () => [heart()]],
  ['plus|cross(?:es)?|kreuze?|十字', () => [PLUS]],
];

/** Paints the shape in place. Center and radius in px. */
export type Shape = (image: Pixels, center: Point, radius: number, color: Rgba) => void;

export interface ShapeWord {
  readonly shape: Shape;
  /** The position of the word in the prompt, as a UTF-16 offset. */
  readonly start: number;
}

const PATTERN = new RegExp(
  `(?<!\\p{Script=Latin})(?:${SHAPES.map(([words]) => `(${words})`).join('|')})(?!\\p{Script=Latin})`,
  'giu',
);

/** Finds the shapes that a prompt names, in its order. */
export function shapeWords(text: string): readonly ShapeWord[] {
  return Array.from(text.matchAll(PATTERN), (match) => {
    const index = match.slice(1).findIndex((group: string | undefined) => group !== undefined);
    const outlines = SHAPES[index]?.[1]() ?? [];
    return { shape: createShape(outlines), start: match.index };
  });
}

function createShape(outlines: readonly Outline[]): Shape {
  return (image, [cx, cy], radius, color) => {
    const placed = outlines.map((outline) =>
      outline.map(([x, y]): Point => [cx + x * radius, cy + y * radius]),
    );
    fillOutline(image, placed, color);
  };
}
