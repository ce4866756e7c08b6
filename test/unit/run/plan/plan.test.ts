import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CheckError } from '../../../../src/errors.ts';
import { parseRunOptions, type RunOptions } from '../../../../src/run/plan/options.ts';
import { planRun, type Files } from '../../../../src/run/plan/plan.ts';
import { parseSettings, SETTING_NAMES } from '../../../../src/run/plan/settings.ts';
import { refused } from '../../../support/expect.ts';
import { bmp, jpeg, png } from '../../../support/image/images.ts';

const NOW = Date.parse('2026-11-20');

/** A disk in memory: URIs with their bytes, folders with null. */
function disk(entries: Readonly<Record<string, Uint8Array | null>>, home?: string): Files {
  return {
    name: (uri) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)),
    parent: (uri) => uri.slice(0, uri.lastIndexOf('/')),
    kind: (uri) => {
      const entry = entries[uri];
      const kind = entry === undefined ? 'missing' : entry === null ? 'folder' : 'file';
      return Promise.resolve(kind);
    },
    read: (uri) => {
      const bytes = entries[uri];
      if (bytes) return Promise.resolve(bytes);
      const file = uri.slice(uri.lastIndexOf('/') + 1);
      return Promise.reject(new CheckError({ kind: 'unreadable', file, code: 'FileNotFound' }));
    },
    home: () => home,
  };
}

const FILES = disk(
  {
    'file:///p': null,
    'file:///p/art': null,
    'file:///p/cat.png': png(),
    'file:///p/IMG.final.PNG': png(),
    'file:///p/%E5%9B%B3.jpg': jpeg(),
    'file:///p/lies.png': jpeg(),
    'file:///p/text.png': Buffer.from('text'),
    'file:///p/old.bmp': bmp(),
    'file:///p/taken.png': png(),
  },
  'file:///p',
);

async function plan(
  options: Partial<RunOptions>,
  settings: Record<string, unknown> = {},
  files = FILES,
) {
  const all = { gateway: 'crazyrouter', ...settings };
  return await planRun({ prompt: 'make it blue', ...options }, parseSettings(all), files, NOW);
}

async function problemOf(
  options: Partial<RunOptions>,
  settings: Record<string, unknown> = {},
  files = FILES,
) {
  try {
    await plan(options, settings, files);
  } catch (error) {
    assert.ok(error instanceof CheckError, String(error));
    return error.problem;
  }
  assert.fail('it was not refused');
}

test("a marked region is the panel's own: it is no public option", () => {
  const region = [{ kind: 'rectangle', x: 0, y: 0, width: 1, height: 1 }];
  assert.deepEqual(parseRunOptions({ prompt: 'p', region }), { prompt: 'p' });
});

describe('where results go', () => {
  for (const [options, settings, folder, stem] of [
    [{ images: ['file:///p/cat.png'] }, {}, 'file:///p', 'cat-edited'],
    [{ images: ['file:///p/IMG.final.PNG'] }, {}, 'file:///p', 'IMG.final-edited'],
    [{ images: ['file:///p/%E5%9B%B3.jpg'] }, {}, 'file:///p', '図-edited'],
    [{ images: ['file:///p/cat.png'], target: 'file:///p/art' }, {}, 'file:///p/art', 'cat-edited'],
    [{ images: ['file:///p/cat.png'], target: 'file:///p/taken.png' }, {}, 'file:///p', 'taken'],
    [{ target: 'file:///p/art/hero.webp' }, {}, 'file:///p/art', 'hero'],
    [{ target: 'file:///p/new-folder' }, {}, 'file:///p/new-folder', 'make-it-blue'],
    [{ target: 'file:///p/CON.png' }, {}, 'file:///p', 'CON_'],
    [{}, {}, 'file:///p', 'make-it-blue'],
    [
      { images: ['file:///p/cat.png'] },
      { 'output.fileName': '${source}-${prompt}' },
      'file:///p',
      'cat-make-it-blue',
    ],
    [{ images: ['file:///p/cat.png'] }, { 'output.fileName': '../../evil' }, 'file:///p', 'evil'],
  ] as const) {
    test(`${JSON.stringify(options)} ${JSON.stringify(settings)} → ${folder} ${stem}`, async () => {
      const images = 'images' in options ? [...options.images] : undefined;
      const { target } = await plan({ ...options, images }, settings);
      assert.equal(target.folder, folder);
      assert.equal(target.stem.replace(/^[.\-_]+/, ''), stem);
    });
  }

  test('without a workspace and without a target there is nowhere to save', async () => {
    assert.deepEqual(await problemOf({}, {}, disk({})), { kind: 'no-target' });
  });
});

describe('what is decided before sending', () => {
  test('an edit with everything', async () => {
    const made = await plan(
      {
        images: ['file:///p/lies.png', 'file:///p/cat.png'],
        model: 'nano-banana-pro',
        gateway: 'google',
        aspectRatio: '16:9',
        imageSize: '2K',
      },
      { includeText: true, systemInstruction: 'Flat.', requestTimeout: 30 },
    );
    assert.equal(made.operation, 'edit');
    assert.equal(made.modelId, 'gemini-3-pro-image');
    assert.deepEqual(
      made.images.map(({ name, facts }) => [name, facts.mimeType]),
      [
        ['lies.png', 'image/jpeg'],
        ['cat.png', 'image/png'],
      ],
    );
    const { aspectRatio, imageSize, includeText, systemInstruction } = made.body;
    assert.deepEqual(
      [aspectRatio, imageSize, includeText, systemInstruction],
      ['16:9', '2K', true, 'Flat.'],
    );
    assert.equal(made.timeoutMs, 30_000);
  });

  test('auto is nothing sent, from options and from settings', async () => {
    const { body, operation } = await plan(
      { aspectRatio: 'auto' },
      { aspectRatio: '16:9', imageSize: 'auto' },
    );
    assert.deepEqual(
      [body.aspectRatio, body.imageSize, operation],
      [undefined, undefined, 'generate'],
    );
  });

  test('a ratio in the settings that the chosen model lacks is refused too', async () => {
    const wrong = { kind: 'not-offered', model: 'nano-banana', what: 'aspectRatio', asked: '1:8' };
    const facts = async (...given: Parameters<typeof problemOf>) => {
      const { offered, ...rest } = { offered: [], ...(await problemOf(...given)) };
      assert.equal(offered.length, 10);
      return rest;
    };
    assert.deepEqual(await facts({ model: 'nano-banana' }, { aspectRatio: '1:8' }), {
      ...wrong,
      bySetting: true,
    });
    // Who asks for it just this once does not need the settings.
    assert.deepEqual(await facts({ model: 'nano-banana', aspectRatio: '1:8' }), wrong);
  });

  test('a model that nobody documents gets what the settings say, if it is a ratio or a size at all', async () => {
    const model = 'my-own-model';
    for (const [aspectRatio, imageSize] of [
      ['3:1', '0.5K'],
      ['1.91:1', '1024x768'],
    ] as const) {
      const { body } = await plan({ model }, { aspectRatio, imageSize });
      assert.deepEqual([body.aspectRatio, body.imageSize], [aspectRatio, imageSize]);
    }
    for (const [what, asked] of [
      ['aspectRatio', 'wide'],
      ['aspectRatio', '16/9'],
      ['imageSize', 'large'],
    ] as const) {
      const wrong = { kind: 'ill-formed', what, asked };
      assert.deepEqual(await problemOf({ model }, { [what]: asked }), {
        ...wrong,
        bySetting: true,
      });
      assert.deepEqual(await problemOf({ model, [what]: asked }), wrong);
    }
  });

  test('a placeholder of the file name that nobody knows is refused, where the name is made of it', async () => {
    const settings = { 'output.fileName': '${source}-${date}' };
    const images = ['file:///p/cat.png'];
    assert.deepEqual(await problemOf({ images }, settings), {
      kind: 'unknown-placeholder',
      placeholder: 'date',
      known: ['source', 'prompt'],
    });
    const { target } = await plan({ images, target: 'file:///p/art/hero.png' }, settings);
    assert.equal(target.stem, 'hero');
  });

  for (const [options, settings, kind] of [
    [{ images: ['file:///p/text.png'] }, {}, 'not-an-image'],
    [{ images: ['file:///p/old.bmp'] }, {}, 'type-not-taken'],
    [{ images: ['file:///p/gone.png'] }, {}, 'unreadable'],
    [{}, { gateway: '' }, 'no-gateway'],
    [{ gateway: 'nobody' }, {}, 'unknown-gateway'],
  ] as const) {
    test(`${JSON.stringify(options)} ${JSON.stringify(settings)} is refused: ${kind}`, async () => {
      const images = 'images' in options ? [...options.images] : undefined;
      assert.equal((await problemOf({ ...options, images }, settings)).kind, kind);
    });
  }

  test('a type that nobody documents for a free-text model goes along', async () => {
    const { images } = await plan({ images: ['file:///p/old.bmp'], model: 'my-own-model' });
    assert.equal(images[0]?.facts.mimeType, 'image/bmp');
  });
});

describe('options from outside', () => {
  test('what is right passes, what is more is dropped', () => {
    assert.deepEqual(
      parseRunOptions({ prompt: 'x', count: 3, key: 'sk-secret', __proto__: { y: 1 } }),
      { prompt: 'x', count: 3 },
    );
  });

  for (const [value, problem] of [
    [undefined, { kind: 'bad-options', where: '' }],
    [{ prompt: 7 }, { kind: 'bad-options', where: 'prompt' }],
    [{ prompt: ' \n' }, { kind: 'no-prompt' }],
    [
      { prompt: 'x', images: [''] },
      { kind: 'bad-options', where: 'images.0' },
    ],
    [
      { prompt: 'x', count: 9 },
      { kind: 'bad-options', where: 'count' },
    ],
    [
      { prompt: 'x', count: 0 },
      { kind: 'bad-options', where: 'count' },
    ],
    [
      { prompt: 'x', count: 1.5 },
      { kind: 'bad-options', where: 'count' },
    ],
    [
      { prompt: 'x', model: {} },
      { kind: 'bad-options', where: 'model' },
    ],
  ] as const) {
    test(`${JSON.stringify(value)} is refused`, () => {
      assert.deepEqual(
        refused(() => parseRunOptions(value)),
        problem,
      );
    });
  }

  test('anything at all is parsed or refused, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withMap: true, withBigInt: true }),
        (value) => {
          try {
            assert.equal(typeof parseRunOptions(value).prompt, 'string');
          } catch (error) {
            assert.ok(error instanceof CheckError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('settings', () => {
  test('values of the wrong type are as good as none', () => {
    const nonsense = Object.fromEntries(SETTING_NAMES.map((name) => [name, Symbol('nonsense')]));
    assert.deepEqual(
      { ...parseSettings(nonsense), gateways: undefined },
      { ...parseSettings({}), gateways: undefined },
    );
  });

  test('a size of digits alone needs no quotes', () => {
    assert.equal(parseSettings({ imageSize: 512 }).imageSize, '512');
  });

  for (const [seconds, ms] of [
    [600, 600_000],
    [0, 600_000],
    [-5, 600_000],
    [0.5, 1000],
    [1e12, 3_600_000],
    ['600', 600_000],
  ] as const) {
    test(`a timeout of ${JSON.stringify(seconds)} means ${ms} ms`, () => {
      assert.equal(parseSettings({ requestTimeout: seconds }).requestTimeoutMs, ms);
    });
  }
});
