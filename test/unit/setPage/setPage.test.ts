import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseFromSetPage, parseToSetPage } from '../../../src/setPage/protocol.ts';
import { toSetView } from '../../../src/setPage/view.ts';
import { translate as t } from '../../support/localization.ts';
import { disk, made, PLACE } from '../assets/sets/rig.ts';

describe('the preview of a set', () => {
  test('shows each file with its size and weight, and matches the protocol', async () => {
    const { output } = await made(disk(300), 'favicon');
    const view = toSetView({ made: output, image: 'logo.png', folder: 'icons', place: PLACE }, t);
    assert.deepEqual(parseToSetPage(structuredClone({ type: 'view', view })), {
      type: 'view',
      view,
    });
    assert.equal(view.title, 'Favicon and Web App from logo.png');
    assert.equal(view.labels.write, 'Write 13 Files');
    assert.equal(view.pictures.length, 11);
    assert.match(view.pictures[0]?.facts ?? '', /^16, 32, 48 px · 15 kB$/);
    assert.match(
      view.pictures.at(-1)?.facts ?? '',
      /^512 × 512 px · \d+ kB · maskable · enlarged$/,
    );
    assert.deepEqual(
      view.texts.map(({ path }) => path),
      ['site.webmanifest', 'favicon.html'],
    );
    assert.match(view.notes.join(' '), /^Enlarged, .* The image is too small for: icon-384\.$/);
    assert.match(view.snippet ?? '', /^<link rel="icon" href="icons\/favicon\.ico"/);
  });

  test('threat-T19 shows names of files as text', async () => {
    const { output } = await made(disk(64), 'vscode');
    const image = '[pay](command:evil) \u202egnp.png';
    const view = toSetView({ made: output, image, folder: image, place: PLACE }, t);
    for (const text of [view.title, view.place]) {
      assert.match(text, /pay/);
      assert.doesNotMatch(text, /\]\(|\u202e/);
    }
  });

  test('accepts exactly the messages of the protocol', () => {
    const types = ['ready', 'write', 'choose-folder', 'copy-snippet', 'show-snippet'];
    for (const type of types) assert.deepEqual(parseFromSetPage({ type }), { type });
    for (const bad of [null, 'write', { type: 'write', folder: '/' }, { type: 'delete' }]) {
      assert.equal(parseFromSetPage(bad), undefined);
    }
    const bytes = new Uint8Array(3);
    assert.deepEqual(parseToSetPage({ type: 'picture', path: 'a.png', bytes }), {
      type: 'picture',
      path: 'a.png',
      bytes,
    });
    assert.equal(parseToSetPage({ type: 'picture', path: 'a.png', bytes: 'x' }), undefined);
  });
});
