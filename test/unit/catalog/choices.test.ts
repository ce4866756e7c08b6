import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkChoices } from '../../../src/catalog/choices.ts';
import { findGateway, listGateways } from '../../../src/catalog/configuredGateways.ts';
import type { Gateway } from '../../../src/catalog/gateways.ts';
import { capabilitiesAt, findModel } from '../../../src/catalog/modelLookup.ts';
import { refused } from '../../support/expect.ts';

const TEN = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'];
const FOURTEEN = [...TEN, '1:4', '4:1', '1:8', '8:1'];

function gateway(id: string): Gateway {
  return findGateway(id, listGateways([]));
}

describe('what a model offers', () => {
  /** Routescope's table and Google's guide: gateway, model, ratios, and sizes. */
  for (const [at, id, ratios, sizes] of [
    ['routescope', 'gemini-2.5-flash-image', TEN, []],
    ['routescope', 'gemini-3-pro-image-preview', TEN, ['1K', '2K', '4K']],
    ['routescope', 'gemini-3.1-flash-image-preview', FOURTEEN, []],
    ['google', 'gemini-3.1-flash-image', FOURTEEN, ['512', '1K', '2K', '4K']],
    ['crazyrouter', 'nano-banana-2', FOURTEEN, ['512', '1K', '2K', '4K']],
    ['crazyrouter', 'gemini-3.1-flash-lite-image', FOURTEEN, ['1K']],
    ['google', 'gemini-nano-banana-2.1', FOURTEEN, ['1K', '2K', '4K']],
  ] as const) {
    test(`is these ratios and sizes and no others for ${id} at ${at}`, () => {
      const model = findModel(id);
      assert.ok(model);
      const capabilities = capabilitiesAt(gateway(at), model);
      assert.ok(capabilities);
      assert.deepEqual([...capabilities.aspectRatios].sort(), [...ratios].sort());
      assert.deepEqual(capabilities.imageSizes, sizes);
      assert.deepEqual(capabilities.inputTypes, [
        'image/png',
        'image/jpeg',
        'image/webp',
        'image/heic',
        'image/heif',
      ]);
      for (const aspectRatio of [...FOURTEEN, '9:21', '7:5']) {
        const check = () => {
          checkChoices(gateway(at), id, { aspectRatio, images: 0 });
        };
        if ((ratios as readonly string[]).includes(aspectRatio)) check();
        else
          assert.deepEqual(refused(check), {
            kind: 'not-offered',
            model: id,
            what: 'aspectRatio',
            asked: aspectRatio,
            offered: capabilities.aspectRatios,
          });
      }
      for (const imageSize of ['512', '1K', '2K', '4K', '1k', '512px', '8K']) {
        const check = () => {
          checkChoices(gateway(at), id, { imageSize, images: 0 });
        };
        if ((sizes as readonly string[]).includes(imageSize)) check();
        else assert.equal(refused(check).kind, 'not-offered');
      }
    });
  }
});

describe('checkChoices', () => {
  test('says when a refused choice comes from the settings', () => {
    const problem = refused(() => {
      checkChoices(gateway('google'), 'nano-banana', {
        aspectRatio: '7:5',
        images: 0,
        bySetting: ['aspectRatio'],
      });
    });
    assert.ok(problem.kind === 'not-offered');
    assert.equal(problem.bySetting, true);
  });

  test('checks only the form for a free-text model', () => {
    const check = (aspectRatio: string, imageSize: string) => () => {
      checkChoices(gateway('google'), 'some-future-model', { aspectRatio, imageSize, images: 40 });
    };
    check('5:7', '16K')();
    check('1.91:1', '1024x768')();
    const what = (act: () => void) => {
      const problem = refused(act);
      assert.ok(problem.kind === 'ill-formed');
      return problem.what;
    };
    assert.equal(what(check('wide', '16K')), 'aspectRatio');
    assert.equal(what(check('5:7', 'huge')), 'imageSize');
  });

  test('refuses more images than the model takes, and no fewer', () => {
    const check = (images: number) => () => {
      checkChoices(gateway('google'), 'nano-banana-2', { images });
    };
    check(14)();
    assert.deepEqual(refused(check(15)), {
      kind: 'too-many-images',
      model: 'nano-banana-2',
      given: 15,
      most: 14,
    });
  });
});
