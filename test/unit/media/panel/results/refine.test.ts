import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refinable } from '../../../../../media/panel/results/refine.ts';
import type { HostView } from '../../../../../src/panel/protocol.ts';

type View = Parameters<typeof refinable>[1];

const result = (id: string): HostView['results'][number] => ({
  id,
  name: `${id}.png`,
  details: '',
  src: `https://page/${id}.png`,
  mimeType: 'image/png',
  actions: [],
  warnings: [],
});

test('the result on the stage can be refined, unless it is the source already', () => {
  const [second, first] = [result('second'), result('first')];
  const view: View = { results: [second, first], images: [] };
  assert.equal(refinable({ selected: undefined }, view), second, 'the newest');
  assert.equal(refinable({ selected: 'first' }, view), first);
  const source = { ...result('source'), src: first.src! };
  assert.equal(refinable({ selected: 'first' }, { ...view, images: [source] }), undefined);
  assert.equal(refinable({ selected: undefined }, { ...view, images: [source] }), second);
  assert.equal(refinable({ selected: undefined }, { results: [], images: [] }), undefined);
});
