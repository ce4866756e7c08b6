/** How close the alpha of sixty subjects comes to the truth. The pictures are the same in every run, so no time is measured. */
import { removeBackground, removeBackgrounds } from '../../../src/assets/matte/removeBackground.ts';
import type { Pixels } from '../../../src/image/pixels/pixels.ts';
import { random, type Color, type Scene } from '../../support/matte/canvas.ts';
import { moved, shrunk } from '../../support/matte/moved.ts';
import { paintOver, type Painting } from '../../support/matte/painted.ts';
import { drawScene, KINDS, PER_KIND, type Kind } from '../../support/matte/scenes.ts';

/** Mean errors of the alpha over all pixels, 0 to 1. */
export interface MatteRow {
  readonly kind: Kind;
  /** On a key color. */
  readonly key: number;
  /** On a key color, with a plain threshold. */
  readonly threshold: number;
  /** On white and on black, in the same place. */
  readonly passes: number;
  /** On white and on black, with the second one shifted and scaled. */
  readonly movedPasses: number;
}

type Errors = Omit<MatteRow, 'kind'>;

/** In px. */
const SIDE = 512;
/** Greens that models painted for #00FF00. */
const GREENS: readonly Color[] = [
  [8, 162, 24],
  [30, 200, 50],
  [0, 235, 10],
];
const [WHITE, BLACK]: readonly [Color, Color] = [
  [250, 250, 249],
  [6, 5, 6],
];
/** A plain threshold takes colors this far from the painted one for the subject, 0 to 442. */
const THRESHOLD = 60;

export async function measureMattes(): Promise<readonly MatteRow[]> {
  const rows: MatteRow[] = [];
  for (const kind of KINDS) {
    const all: Errors[] = [];
    for (let index = 0; index < PER_KIND; index++) all.push(await measureScene(kind, index));
    const mean = (pick: (one: Errors) => number) =>
      all.reduce((sum, one) => sum + pick(one), 0) / all.length;
    rows.push({
      kind,
      key: mean(({ key }) => key),
      threshold: mean(({ threshold }) => threshold),
      passes: mean(({ passes }) => passes),
      movedPasses: mean(({ movedPasses }) => movedPasses),
    });
  }
  return rows;
}

async function measureScene(kind: Kind, index: number): Promise<Errors> {
  const scene = drawScene(kind, index, SIDE);
  const color = GREENS[index % GREENS.length] ?? WHITE;
  const image = await paintOver(scene, { ...paintingOf(index, 4 + (index % 3) * 4), color });
  const isFar = (at: number) => {
    const away = color.map((key, channel) => (image.data[at * 4 + channel] ?? 0) - key);
    return Math.hypot(...away) > THRESHOLD ? 1 : 0;
  };
  const twice = drawScene(kind, index, SIDE * 2);
  const next = random(index + 50);
  const move = {
    x: (next() - 0.5) * SIDE * 0.03,
    y: (next() - 0.5) * SIDE * 0.03,
    zoom: 1 + (next() - 0.5) * 0.04,
  };
  return {
    key: errorOf(scene, alphaOf(removeBackground(image).pixels)),
    threshold: errorOf(scene, isFar),
    passes: await passesError(scene, scene, index),
    movedPasses: await passesError(shrunk(twice), moved(twice, move), index),
  };
}

async function passesError(first: Scene, second: Scene, index: number): Promise<number> {
  const painting = paintingOf(index, 3 + (index % 3) * 2);
  const white = await paintOver(first, { ...painting, color: WHITE });
  const black = await paintOver(second, { ...painting, color: BLACK, seed: index + 90 });
  return errorOf(first, alphaOf(removeBackgrounds(white, black).pixels));
}

/** Of ten pictures, four are lossless, three are JPEG, and three are JPEG with halved hue. */
function paintingOf(index: number, drift: number): Omit<Painting, 'color'> {
  const grain = 1 + (index % 4) * 0.7;
  const jpeg = { jpeg: 88 + (index % 4) * 2, hasHalfColors: index > 6 };
  return { seed: index + 3, drift, grain, ...(index % 10 >= 4 && jpeg) };
}

function alphaOf({ data }: Pixels): (at: number) => number {
  return (at) => (data[at * 4 + 3] ?? 0) / 255;
}

function errorOf({ data }: Scene, alphaAt: (at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < data.length / 4; at++) {
    sum += Math.abs(alphaAt(at) - (data[at * 4 + 3] ?? 0));
  }
  return sum / (data.length / 4);
}
