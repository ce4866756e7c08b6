/** Pictures that models paint instead of a subject on a flat color, with the alpha that they should have had. */
import type { Pixels } from '../../../src/image/pixels/pixels.ts';
import {
  blob,
  box,
  compose,
  createScene,
  disk,
  paint,
  random,
  type Color,
  type Scene,
} from './canvas.ts';
import { paintOver } from './painted.ts';
import { drawScene, KINDS } from './scenes.ts';

export interface FailedPicture {
  readonly image: Pixels;
  readonly scene: Scene;
}

export interface FailedPasses {
  readonly white: Pixels;
  readonly black: Pixels;
  readonly scene: Scene;
}

const GREEN: Color = [8, 162, 24];
const WHITE: Color = [250, 250, 249];
const BLACK: Color = [6, 5, 6];

type Painter = (index: number, side: number) => Promise<FailedPicture>;

/** What goes wrong with one picture. */
export const FAILURES: Readonly<Record<string, Painter>> = {
  'a gradient between two colors': (index, side) => {
    const to: Color = index % 2 === 0 ? [20, 40, 200] : [240, 210, 40];
    return withBackground(index, side, (x, y) =>
      mix(GREEN, to, index % 3 === 0 ? x / side : y / side),
    );
  },
  'a scenery': (index, side) =>
    withBackground(index, side, (x, y) =>
      y > side * (0.55 + 0.06 * Math.sin(x / (12 + index)))
        ? [60, 110 + index * 8, 50]
        : mix([90, 150, 230], [235, 235, 240], y / side),
    ),
  'a painted checkerboard': (index, side) => {
    const cell = 6 + index * 3;
    return withBackground(index, side, (x, y) =>
      (Math.floor(x / cell) + Math.floor(y / cell)) % 2 === 0 ? [255, 255, 255] : [204, 204, 204],
    );
  },
  'a pattern': (index, side) =>
    withBackground(index, side, (x, y) => {
      const wave = Math.sin((x + y * (index % 3)) / (3 + index)) * Math.cos(y / (4 + index));
      return mix(GREEN, [70, 230, 90], 0.5 + wave / 2);
    }),
  'a floor with a horizon': (index, side) =>
    withBackground(index, side, (_, y) =>
      y > side * (0.6 + index * 0.03) ? [6, 96 - index * 6, 20] : GREEN,
    ),
  'a subject in the key color': async (index, side) => {
    const scene = createScene(side, side);
    const radius = side * (0.3 + index * 0.01);
    paint(scene, disk(side / 2, side / 2, radius), [200, 60 + index * 15, 40]);
    // A leaf: green, but not in the color of the background, and with light on it.
    paint(scene, box(side * 0.34, side * 0.4, side * 0.66, side * 0.66), (x, y) => {
      const light = 0.65 + (0.6 * (x + y)) / (2 * side);
      return [44 * light, (150 + index * 5) * light, 52 * light];
    });
    return { scene, image: await paintOver(scene, painting(index, GREEN)) };
  },
  'a subject that fills the frame': async (index, side) => {
    const scene = createScene(side, side);
    paint(scene, disk(side / 2, side / 2, side * (0.62 + index * 0.01)), (x, y) => [
      190 + 40 * Math.sin(x / 9),
      90 + 30 * Math.sin(y / 7),
      60,
    ]);
    return { scene, image: await paintOver(scene, painting(index, GREEN)) };
  },
  'a frame around the color': (index, side) => {
    const depth = side * (0.03 + index * 0.008);
    return withBackground(index, side, (x, y) =>
      Math.min(x, y, side - 1 - x, side - 1 - y) < depth ? [240, 240, 236] : GREEN,
    );
  },
  'a glow around the subject': (index, side) => {
    const glow = blob(side / 2, side / 2, side * 0.4, side * 0.4, side * (0.12 + index * 0.01));
    return withBackground(index, side, (x, y) => mix(GREEN, [245, 250, 210], glow(x, y) * 0.9));
  },
  'no subject': async (index, side) => {
    const scene = createScene(side, side);
    return { scene, image: await paintOver(scene, painting(index, GREEN)) };
  },
};

type PassPainter = (index: number, side: number) => Promise<FailedPasses>;

/** What goes wrong with two pictures. */
export const PASS_FAILURES: Readonly<Record<string, PassPainter>> = {
  'another subject on black': async (index, side) => {
    const scene = sceneOf(index, side);
    return await passes(index, scene, drawScene(kindOf(index + 2), index + 5, side));
  },
  'white again instead of black': async (index, side) => {
    const scene = sceneOf(index, side);
    const { white } = await passes(index, scene, scene);
    return { scene, white, black: await paintOver(scene, painting(index + 9, WHITE)) };
  },
  'a part that has moved': async (index, side) => {
    const scene = sceneOf(index, side);
    const arm = (x: number) => box(x, side * 0.1, x + side * 0.2, side * 0.5, 4);
    const second = { ...scene, data: scene.data.slice() };
    paint(scene, arm(side * 0.1), [190, 120, 80]);
    paint(second, arm(side * (0.25 + index * 0.04)), [190, 120, 80]);
    return await passes(index, scene, second);
  },
};

async function passes(index: number, scene: Scene, second: Scene): Promise<FailedPasses> {
  return {
    scene,
    white: await paintOver(scene, painting(index, WHITE)),
    black: await paintOver(second, painting(index + 40, BLACK)),
  };
}

async function withBackground(
  index: number,
  side: number,
  colorAt: (x: number, y: number) => Color,
): Promise<FailedPicture> {
  const scene = sceneOf(index, side);
  const floats = compose(scene, colorAt);
  const next = random(index + 11);
  const data = new Uint8Array(side * side * 4);
  for (let at = 0; at < side * side; at++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = (floats[at * 3 + channel] ?? 0) + (next() - 0.5) * 3;
      data[at * 4 + channel] = Math.min(255, Math.max(0, Math.round(value)));
    }
    data[at * 4 + 3] = 255;
  }
  return { scene, image: { width: side, height: side, data } };
}

function sceneOf(index: number, side: number): Scene {
  return drawScene(kindOf(index), index, side);
}

function kindOf(index: number) {
  return KINDS[index % KINDS.length] ?? 'hair';
}

function painting(index: number, color: Color) {
  return { color, seed: index + 3, drift: 6, grain: 1 + (index % 3) * 0.7 };
}

function mix(from: Color, to: Color, share: number): Color {
  const at = (channel: 0 | 1 | 2) => from[channel] + (to[channel] - from[channel]) * share;
  return [at(0), at(1), at(2)];
}
