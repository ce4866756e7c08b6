import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  canRunOnSource,
  refinable,
  whyNotRefinable,
} from '../../../../../media/panel/results/refine.ts';
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

test('without a result, or with the source on the stage, it is a run as usual; a result that is gone runs nothing', () => {
  const { src, ...gone } = result('gone');
  assert.ok(src !== undefined);
  const source = result('source');
  const at = { selected: undefined };
  assert.ok(canRunOnSource(at, { results: [], images: [source] }));
  assert.ok(canRunOnSource(at, { results: [result('source')], images: [source] }));
  assert.ok(!canRunOnSource(at, { results: [gone], images: [source] }));
  assert.equal(refinable(at, { results: [gone], images: [source] }), undefined);
});

test('says why no run on the result is offered', () => {
  const at = { selected: undefined };
  const [made, { src, ...gone }] = [result('made'), result('gone')];
  assert.ok(src !== undefined);
  assert.equal(whyNotRefinable(at, { results: [made], images: [] }), undefined);
  assert.equal(whyNotRefinable(at, { results: [], images: [made] }), 'refineNothing');
  assert.equal(whyNotRefinable(at, { results: [made], images: [made] }), 'refineSource');
  assert.equal(whyNotRefinable(at, { results: [gone], images: [] }), 'refineMissing');
});
