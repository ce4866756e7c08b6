/** Pictures that can't become transparent as they should have: Easel has to notice, because the user may not look closely. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  removeBackground,
  removeBackgrounds,
} from '../../../../src/assets/matte/removeBackground.ts';
import { verifyKey } from '../../../../src/assets/matte/verify.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';
import type { Scene } from '../../../support/matte/canvas.ts';
import { FAILURES, PASS_FAILURES } from '../../../support/matte/failures.ts';
import { paintOver } from '../../../support/matte/painted.ts';
import { drawScene, KINDS, PER_KIND } from '../../../support/matte/scenes.ts';

const SIDE = 128;
const PER_FAILURE = 6;
/** What was asked for. */
const KEY = [0, 255, 0] as const;

function errorOf(scene: Scene, { data }: Pixels): number {
  let sum = 0;
  for (let at = 3; at < data.length; at += 4) {
    sum += Math.abs((data[at] ?? 0) / 255 - (scene.data[at] ?? 0));
  }
  return sum / (data.length / 4);
}

/** Pictures whose alpha is too wrong, and how many of them were noticed. */
interface Count {
  failed: number;
  noticed: number;
}

const all: Count = { failed: 0, noticed: 0 };

function check(count: Count, what: string): void {
  all.failed += count.failed;
  all.noticed += count.noticed;
  console.log(`# ${count.noticed} of ${count.failed} noticed`);
  assert.ok(count.failed > 0, `${what} makes nothing go wrong`);
  // No kind of failure goes unnoticed as a whole.
  assert.ok(count.noticed >= count.failed * 0.66, `${count.noticed} of ${count.failed}`);
}

describe('a failure is noticed', () => {
  for (const [what, draw] of Object.entries(FAILURES)) {
    test(what, async () => {
      const count = { failed: 0, noticed: 0 };
      for (let index = 0; index < PER_FAILURE; index++) {
        const { image, scene } = await draw(index, SIDE);
        const { pixels, problems } = removeBackground(image);
        const found = [...problems, ...verifyKey(pixels, KEY)];
        // Without a subject there is no error, and no use either.
        if (errorOf(scene, pixels) <= 0.02 && what !== 'no subject') continue;
        count.failed++;
        if (found.length > 0) count.noticed++;
      }
      check(count, what);
    });
  }

  for (const [what, draw] of Object.entries(PASS_FAILURES)) {
    test(`in two passes: ${what}`, async () => {
      const count = { failed: 0, noticed: 0 };
      for (let index = 0; index < PER_FAILURE; index++) {
        const { white, black, scene } = await draw(index, SIDE);
        const { pixels, problems } = removeBackgrounds(white, black);
        if (errorOf(scene, pixels) <= 0.005) continue;
        count.failed++;
        if (problems.length > 0) count.noticed++;
      }
      check(count, what);
    });
  }

  test('at least nine times in ten', () => {
    console.log(`# ${all.noticed} of ${all.failed} failures noticed`);
    assert.ok(all.failed >= 60);
    assert.ok(all.noticed >= all.failed * 0.9);
  });
});

test('a subject that is fine raises no doubt, unless most of it is glass', async () => {
  let doubted = 0;
  for (const kind of KINDS.filter((one) => one !== 'glass')) {
    for (let index = 0; index < PER_KIND; index++) {
      const painting = { color: [8, 162, 24], seed: index, drift: 6, grain: 1.5 } as const;
      const image = await paintOver(drawScene(kind, index, SIDE), painting);
      const { pixels, problems } = removeBackground(image);
      if (problems.length + verifyKey(pixels, KEY).length > 0) doubted++;
    }
  }
  console.log(`# ${doubted} of ${5 * PER_KIND} doubted`);
  assert.ok(doubted <= 2, `${doubted} were doubted`);
});
