import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PUBLISHED } from '../../../src/route/statements/published.ts';
import { UNDATED } from '../../../src/route/statements/crazyrouterUndated.ts';
import { MODELS } from '../../../src/catalog/models.ts';
import { routeStatus, shouldWarn } from '../../../src/route/status.ts';
import { at, FLASH_31, route } from './statusRig.ts';

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: {
        readonly 'easel.fallbackModels': { readonly default: readonly string[] };
      };
    };
  };
}

const NOW = at('2026-11-27T12:00Z');

const statusWith = (
  published: typeof PUBLISHED,
  path: 'generateContent' | 'images',
  model: string,
) => routeStatus(route(model, 'edit', { path }), { published, own: [], retirements: [], now: NOW });

test('report-F undated statements neither supersede dated ones nor are superseded', () => {
  for (const [path, model] of [
    ['generateContent', FLASH_31],
    ['images', 'nano-banana-2'],
  ] as const) {
    const status = statusWith(PUBLISHED, path, model);
    const without = statusWith(
      PUBLISHED.filter((one) => !UNDATED.includes(one)),
      path,
      model,
    );
    assert.deepEqual(
      [status.state, status.since, status.old, shouldWarn(status)],
      [without.state, without.since, without.old, shouldWarn(without)],
    );
    const undated = status.evidence.filter(
      (one) => one.kind === 'published' && UNDATED.includes(one.statement),
    );
    assert.ok(undated.length > 0, path);
    assert.ok(undated.every(({ superseded, old }) => !superseded && old));
    assert.deepEqual(
      status.evidence.filter((one) => !undated.includes(one)).map(({ superseded }) => superseded),
      without.evidence.map(({ superseded }) => superseded),
    );
  }
});

test('report-F a deprecated id still works, and a restricted one is a caution', () => {
  const google = (model: string) => route(model, 'edit', { gateway: 'google' });
  const retirements = MODELS.flatMap((model) => model.retirements);
  const on = (day: string, model: string) =>
    routeStatus(google(model), { published: [], own: [], retirements, now: at(`${day}T12:00Z`) });
  assert.equal(on('2026-10-08', 'gemini-3.1-flash-image').state, 'unknown');
  assert.equal(on('2026-09-20', 'gemini-2.5-flash-image').state, 'caution');
});

test('report-F the fallback models of the manifest don’t begin with a model that new accounts don’t get', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const fallbacks = manifest.contributes.configuration.properties['easel.fallbackModels'].default;
  assert.equal(fallbacks.length, 2);
  assert.doesNotMatch(fallbacks[0]!, /2\.5/);
  const known = new Set(MODELS.map(({ id }) => id));
  assert.ok(fallbacks.every((id) => known.has(id)));
});
