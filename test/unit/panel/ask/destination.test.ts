import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { destinationOf, type DestinationParts } from '../../../../src/panel/ask/destination.ts';
import { parseSettings } from '../../../../src/run/plan/settings.ts';
import { translate } from '../../../support/localization.ts';
import { panelImage } from '../../../support/panel/state.ts';

function partsWith(
  settings: Readonly<Record<string, string>> = {},
  names: readonly string[] = [],
  hasFolder = true,
): DestinationParts {
  const home = hasFolder ? 'file:///w' : undefined;
  return {
    settings: parseSettings(settings),
    files: {
      name: (uri) => path.posix.basename(uri),
      parent: (uri) => path.posix.dirname(uri),
      kind: async () => 'folder',
      home: () => home,
      places: () => ({
        folders: home === undefined ? [] : [{ uri: home, name: 'w' }],
        join: (folder, rest) => `${folder}/${rest}`,
        toUri: () => 'file:///elsewhere',
      }),
    },
    list: async () => new Set(names),
    label: (folder) => folder.replace('file:///', ''),
    home,
    t: translate,
  };
}

const PHOTO = { ...panelImage('a'), uri: 'file:///w/assets/photo.png', name: 'photo.png' };

test('names the result of an edit by its source, and the next free number', async () => {
  const state = { images: [PHOTO], results: [] };
  assert.deepEqual(await destinationOf('', state, partsWith()), {
    folder: 'w/assets',
    name: 'photo-edited',
  });
  const taken = ['photo-edited.png', 'photo-edited-2.png', 'photo-edited-3.jpg'];
  assert.deepEqual(await destinationOf('', state, partsWith({}, taken)), {
    folder: 'w/assets',
    name: 'photo-edited-3',
  });
});

test('names a new image by its prompt, and says only the folder without one', async () => {
  const state = { images: [], results: [] };
  assert.deepEqual(await destinationOf('A red square!', state, partsWith()), {
    folder: 'w',
    name: 'a-red-square',
  });
  assert.deepEqual(await destinationOf(' ', state, partsWith()), { folder: 'w' });
});

test('follows the settings of name and folder', async () => {
  const settings = { 'output.fileName': '${source}-${prompt}', 'output.folder': 'out' };
  const state = { images: [PHOTO], results: [] };
  assert.deepEqual(await destinationOf('gray', state, partsWith(settings)), {
    folder: 'w/out',
    name: 'photo-gray',
  });
  assert.deepEqual(await destinationOf('', state, partsWith(settings)), { folder: 'w/out' });
});

test('a pasted source has no folder of its own', async () => {
  const pasted = { ...PHOTO, uri: 'file:///storage/pasted.png', pasted: true as const };
  assert.deepEqual(await destinationOf('', { images: [pasted], results: [] }, partsWith()), {
    folder: 'w',
    name: 'pasted-edited',
  });
});

test('expects the number that the type of the newest result leads to, and promises no extension', async () => {
  const taken = ['photo-edited.png', 'photo-edited-2.jpg'];
  const nameAfter = async (name: string) => {
    const results = [{ ...panelImage('r'), name }];
    return destinationOf('', { images: [PHOTO], results }, partsWith({}, taken));
  };
  const folder = 'w/assets';
  assert.deepEqual(await nameAfter('before.jpg'), { folder, name: 'photo-edited' });
  assert.deepEqual(await nameAfter('before.png'), { folder, name: 'photo-edited-2' });
});

test('explains a setting that names no place, and leaves a missing folder to the page', async () => {
  const state = { images: [], results: [] };
  const wrong = await destinationOf('a', state, partsWith({ 'output.fileName': '${sauce}' }));
  assert.match('problem' in wrong ? wrong.problem : '', /sauce/);
  assert.deepEqual(await destinationOf('a', state, partsWith({}, [], false)), { isMissing: true });
});
