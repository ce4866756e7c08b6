import path from 'node:path';
import { root } from '../../host/paths.ts';
import { createAssetClient } from '../../../src/assets/assetClient.ts';
import { createPixelClient } from '../../../src/image/jobs/pixelClient.ts';
import { watchLoop } from '../measure/loop.ts';
import { drawPictures, type Pictures } from './pictures.ts';
import { SHARP } from './yardstick.ts';

/** The same work by Easel's pixel worker and by sharp, in turns. */
export interface PixelRow {
  readonly title: string;
  /** How many times as long as sharp Easel may take. */
  readonly limit: number;
  /** In ms; the nth runs followed one another. */
  readonly easel: readonly number[];
  readonly sharp: readonly number[];
  /** The longest block of the thread that starts Easel's worker, in ms. */
  readonly stallMs: readonly number[];
}

type Work = (pictures: Pictures) => Promise<unknown>;

/** Measures what Easel does with a picture of 12.6 megapixels, with the start of the worker, against native code. */
export async function measurePixels(runs: number): Promise<readonly PixelRow[]> {
  const pictures = await drawPictures();
  const rows: PixelRow[] = [];
  for (const { title, limit, easel, sharp } of works()) {
    const times = { easel: [] as number[], sharp: [] as number[], stallMs: [] as number[] };
    // One more run: the first one loads code.
    for (let run = 0; run <= runs; run++) {
      const stop = watchLoop();
      const own = await timeOf(easel, pictures);
      const { longestMs } = stop();
      const pair = [own, await timeOf(sharp, pictures)] as const;
      if (run === 0) continue;
      times.easel.push(pair[0]);
      times.sharp.push(pair[1]);
      times.stallMs.push(longestMs);
    }
    rows.push({ title, limit, ...times });
  }
  return rows;
}

async function timeOf(work: Work, pictures: Pictures): Promise<number> {
  const start = performance.now();
  await work(pictures);
  return performance.now() - start;
}

const STROKES = [{ kind: 'rectangle', x: 1500, y: 1000, width: 1000, height: 800 }] as const;

/** A social card. */
const CARD = { width: 1200, height: 630, format: 'webp', quality: 90 } as const;

interface Task {
  readonly title: string;
  readonly limit: number;
  readonly easel: Work;
  readonly sharp: Work;
}

function works(): readonly Task[] {
  const pixels = createPixelClient(path.join(root, 'dist', 'pixelWorker.cjs'));
  const assets = createAssetClient(path.join(root, 'dist', 'assetWorker.cjs'));
  return [
    {
      title: 'two decodes, composite a region, encode a PNG',
      limit: 2,
      easel: ({ shared }) => pixels.run('composite', { ...shared, strokes: STROKES, feather: 4 }),
      sharp: SHARP.composite,
    },
    {
      title: 'two decodes, compare, encode a PNG of the differences',
      limit: 3,
      easel: ({ shared: { source, result } }) =>
        pixels.run('compare', { before: source, after: result, threshold: 0 }),
      sharp: SHARP.compare,
    },
    {
      title: 'PNG to JPEG',
      limit: 3,
      easel: ({ shared: { source } }) =>
        pixels.run('convert', { file: source, to: 'jpeg', quality: 90 }),
      sharp: SHARP.jpeg,
    },
    {
      title: 'crop and scale to 1200 × 630 px, encode a WebP',
      limit: 3,
      easel: ({ shared: { source } }) => assets.run('asset', { file: source, recipe: CARD }),
      sharp: SHARP.card,
    },
    {
      title: 'a favicon set of 12 images',
      limit: 3,
      easel: ({ shared: { source } }) =>
        assets.run('set', { file: source, set: 'favicon', stem: 'logo' }),
      sharp: SHARP.favicon,
    },
  ];
}
