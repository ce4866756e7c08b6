import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameList } from '../../../src/text/nameList.ts';
import { translate as t } from '../../support/localization.ts';

test('short names are listed as they are', () => {
  assert.equal(nameList(['a.png'], t), 'a.png');
  assert.equal(nameList(['a.png', 'b.png'], t), 'a.png, b.png');
});

test('a list ends where its room does', () => {
  assert.equal(nameList(['a.png', 'b.png', 'c.png'], t, 12), 'a.png, b.png, and 1 more');
  assert.equal(nameList(['a.png', 'b.png'], t, 3), 'a.png, and 1 more');
});

test('a long name keeps its start and its end, and no half of a character', () => {
  assert.equal(nameList(['the-harbor-at-night-02.png'], t), 'the-harbor-…t-02.png');
  assert.equal(nameList(['😀'.repeat(30)], t), `${'😀'.repeat(11)}…${'😀'.repeat(8)}`);
});

test('a name from a workspace has no markup and no invisible characters', () => {
  assert.equal(nameList(['a\u202egnp.exe', '[x](command:y)'], t), 'a gnp.exe, [x] (command:y)');
});
