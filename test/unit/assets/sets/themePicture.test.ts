import assert from 'node:assert/strict';
import { test } from 'node:test';
import { themePicture } from '../../../../src/assets/sets/themePicture.ts';

test('a page shows the image for the theme of its reader, with its size', () => {
  const size = { width: 160, height: 120 };
  assert.equal(
    themePicture({ light: 'my logo-light.png', dark: 'my logo-dark.png', size }),
    [
      '<picture>',
      '  <source media="(prefers-color-scheme: dark)" srcset="my%20logo-dark.png">',
      '  <img src="my%20logo-light.png" width="160" height="120" alt="">',
      '</picture>',
      '',
    ].join('\n'),
  );
});

test('nothing in a file name becomes markup', () => {
  const html = themePicture({ light: '"><script>.png', dark: 'x.png' });
  assert.ok(!html.includes('<script>'), html);
});
