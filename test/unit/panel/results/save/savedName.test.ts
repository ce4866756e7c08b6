import assert from 'node:assert/strict';
import { test } from 'node:test';
import { savedName } from '../../../../../src/panel/results/save/savedName.ts';

test('the extension that the user entered decides the type, and any other one is part of the name', () => {
  const split = (name: string, chosen: 'png' | 'jpeg' | 'webp' = 'webp') => {
    const { stem, extension, type } = savedName(name, chosen);
    return `${type}: ${stem} . ${extension}`;
  };
  assert.equal(split('x.webp'), 'webp: x . webp');
  assert.equal(split('x.png'), 'png: x . png', 'no x.png.webp');
  assert.equal(split('x.JPEG'), 'jpeg: x . jpeg');
  assert.equal(split('x.jpg', 'png'), 'jpeg: x . jpg');
  assert.equal(split('x'), 'webp: x . webp');
  assert.equal(split('x.', 'jpeg'), 'jpeg: x. . jpg');
  assert.equal(split('logo.v2.gif', 'png'), 'png: logo.v2.gif . png');
  assert.equal(split('.png'), 'webp: .png . webp', 'an extension alone is a name');
});
