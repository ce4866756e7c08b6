import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import type { RunOptions } from '../../../../src/run/plan/options.ts';
import { planRun, type Files } from '../../../../src/run/plan/plan.ts';
import { parseSettings } from '../../../../src/run/plan/settings.ts';
import { bmp } from '../../../support/image/bitmaps.ts';
import { jpeg, png } from '../../../support/image/images.ts';

const NOW = Date.parse('2026-11-20');

/** Creates a disk in memory from URIs and their bytes; null is a folder. */
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
  assert.fail('the plan was not refused');
}

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

  test('nowhere, without a workspace and a target: the plan is refused', async () => {
    assert.deepEqual(await problemOf({}, {}, disk({})), { kind: 'no-target' });
  });
});

describe('a plan', () => {
  test('has everything that an edit requests', async () => {
    const planned = await plan(
      {
        images: ['file:///p/lies.png', 'file:///p/cat.png'],
        model: 'nano-banana-pro',
        gateway: 'google',
        aspectRatio: '16:9',
        imageSize: '2K',
      },
      { includeText: true, systemInstruction: 'Flat.', requestTimeout: 30 },
    );
    assert.equal(planned.operation, 'edit');
    assert.equal(planned.modelId, 'gemini-3-pro-image');
    assert.deepEqual(
      planned.images.map(({ name, facts }) => [name, facts.mimeType]),
      [
        ['lies.png', 'image/jpeg'],
        ['cat.png', 'image/png'],
      ],
    );
    const { aspectRatio, imageSize, includeText, systemInstruction } = planned.body;
    assert.deepEqual(
      [aspectRatio, imageSize, includeText, systemInstruction],
      ['16:9', '2K', true, 'Flat.'],
    );
    assert.equal(planned.timeoutMs, 30_000);
  });

  test('sends nothing for `auto`, from options and from settings', async () => {
    const { body, operation } = await plan(
      { aspectRatio: 'auto' },
      { aspectRatio: '16:9', imageSize: 'auto' },
    );
    assert.deepEqual(
      [body.aspectRatio, body.imageSize, operation],
      [undefined, undefined, 'generate'],
    );
  });

  test('is refused for a ratio that the model lacks, and says whether the settings request it', async () => {
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
    // An option of this run has nothing to do with the settings.
    assert.deepEqual(await facts({ model: 'nano-banana', aspectRatio: '1:8' }), wrong);
  });

  test('for an undocumented model has any well-formed ratio and size, and is refused for others', async () => {
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

  test('is refused for an unknown placeholder, unless the target names the file', async () => {
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
    [{ images: ['file:///p/gone.png'] }, {}, 'unreadable'],
    [{}, { gateway: '' }, 'no-gateway'],
    [{ gateway: 'missing' }, {}, 'unknown-gateway'],
  ] as const) {
    test(`is refused as ${kind}: ${JSON.stringify(options)} ${JSON.stringify(settings)}`, async () => {
      const images = 'images' in options ? [...options.images] : undefined;
      assert.equal((await problemOf({ ...options, images }, settings)).kind, kind);
    });
  }

  test('for a free-text model sends images of any type', async () => {
    const { images } = await plan({ images: ['file:///p/old.bmp'], model: 'my-own-model' });
    assert.equal(images[0]?.facts.mimeType, 'image/bmp');
  });
});

describe('the ratio of an edit with several images', () => {
  const files = disk({
    'file:///p/wide.png': png(161, 90),
    'file:///p/wide2.png': png(322, 180),
    'file:///p/tall.png': png(40, 90),
  });
  const ratioOf = async (...names: string[]) => {
    const images = names.map((name) => `file:///p/${name}.png`);
    return (await plan({ images, target: 'file:///p/x.png' }, {}, files)).body.aspectRatio;
  };

  test('report-C8 is the source’s nearest if another image has another ratio', async () => {
    assert.equal(await ratioOf('wide', 'tall'), '16:9');
    assert.equal(await ratioOf('wide', 'wide2'), undefined);
    assert.equal(await ratioOf('wide'), undefined);
  });
});
