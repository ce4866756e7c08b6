import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chooseInMenu } from '../../../../../media/panel/pictureMenu/commands.ts';
import { menuContext } from '../../../../../media/panel/pictureMenu/context.ts';
import { selectionOf } from '../../../../../media/panel/results/selection.ts';
import { NO_RESULTS } from '../../../../../media/panel/results/state.ts';
import { pictureCommands } from '../../../../../src/panel/results/pictureCommands.ts';
import type { MenuAction, MenuChoice } from '../../../../../src/panel/results/protocol.ts';
import { VIEW } from '../../../../support/panel/messages.ts';

const results = ['c', 'b', 'a'].map((id) => ({
  ...{ id, name: id, details: '', mimeType: 'image/png', warnings: [] },
  actions: ['try-again' as const],
  source: { name: 's', src: 's' },
}));

function choose(action: MenuAction, image: string, chosen: readonly string[] = []) {
  const calls: unknown[] = [];
  const state = { ...NO_RESULTS, chosen, selected: 'c', view: { ...VIEW, results } };
  chooseInMenu({ image, action }, state, {
    send: (message) => void calls.push(message),
    compare: (id) => void calls.push(['compare', id]),
    copyImage: ({ id }) => void calls.push(['copy', id]),
    select: (id, _focus, how) => void calls.push(['select', id, how]),
  });
  return calls;
}

test('acts on the picture under the pointer, or on the selection if the picture is in it', () => {
  assert.deepEqual(choose('delete', 'a', ['c', 'b']), [{ type: 'delete-images', images: ['a'] }]);
  assert.deepEqual(choose('delete', 'b', ['c', 'b']), [
    { type: 'delete-images', images: ['c', 'b'] },
  ]);
  assert.deepEqual(choose('use-as-source', 'b', ['c', 'b']), [
    { type: 'image-action', image: 'b', action: 'use-as-source' },
    { type: 'image-action', image: 'c', action: 'reference' },
  ]);
  assert.equal(choose('open', 'b', ['c', 'b']).length, 2);
  assert.deepEqual(choose('delete', 'gone', ['c', 'b']), []);
});

test('what pays or asks is for one picture only', () => {
  for (const action of ['try-again', 'save-as', 'reveal'] as const) {
    assert.deepEqual(choose(action, 'b', ['c', 'b']), [
      { type: 'image-action', image: 'b', action },
    ]);
  }
  assert.deepEqual(choose('copy-image', 'b', ['c', 'b']), [['copy', 'b']]);
});

test('compares a picture with its source, and two selected ones with each other', () => {
  assert.deepEqual(choose('compare', 'a'), [['compare', 'a']]);
  assert.deepEqual(choose('compare', 'b', ['c', 'b']), [
    ['select', 'b', 'focus'],
    ['compare', 'b'],
  ]);
});

test('the context of a picture says which entries its menu has', () => {
  const context = (id: string, ...chosen: string[]): unknown => {
    const selection = selectionOf({ selected: 'c', chosen }, results);
    const result = results.find((one) => one.id === id)!;
    return JSON.parse(menuContext(result, selection, 'p'));
  };
  const one = {
    preventDefaultContextMenuItems: true,
    webviewSection: 'easelResult',
    ...{ easelPage: 'p', easelImage: 'a' },
    ...{ easelIsOne: true, easelCanCompare: true, easelCanTryAgain: true },
  };
  assert.deepEqual(context('a', 'c', 'b'), one, 'outside of the selection');
  const several = { ...one, easelIsOne: false, easelCanTryAgain: false };
  assert.deepEqual(context('a', 'c', 'a'), several, 'two can be compared');
  assert.deepEqual(context('a', 'c', 'b', 'a'), { ...several, easelCanCompare: false });
});

test('each command of the menu is in the manifest, hidden from the palette, and passes the choice on', () => {
  const choices: MenuChoice[] = [];
  const commands = pictureCommands((choice) => void choices.push(choice));
  const { menus } = (
    JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { menus: Record<string, { command: string; when: string }[]> };
    }
  ).contributes;
  const names = Object.keys(commands).sort();
  assert.deepEqual(menus['webview/context']?.map(({ command }) => command).sort(), names);
  for (const name of names) {
    const hidden = menus['commandPalette']?.find(({ command }) => command === name);
    assert.equal(hidden?.when, 'false', name);
  }
  for (const run of Object.values(commands)) run({ easelPage: 'p', easelImage: 'a', other: 1 });
  assert.equal(new Set(choices.map(({ action }) => action)).size, names.length);
  assert.deepEqual(choices[0], { type: 'menu', page: 'p', image: 'a', action: 'open' });
  for (const wrong of [undefined, null, {}, { easelPage: 'p' }])
    commands['easel.picture.openFile'](wrong);
  assert.equal(choices.length, names.length, 'nothing happens without a picture');
});
