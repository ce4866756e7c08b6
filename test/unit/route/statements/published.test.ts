import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BUILT_IN_GATEWAYS } from '../../../../src/catalog/gateways.ts';
import { listGateways } from '../../../../src/catalog/configuredGateways.ts';
import { capabilitiesAt, findModel } from '../../../../src/catalog/modelLookup.ts';
import { MODELS } from '../../../../src/catalog/models.ts';
import {
  PUBLISHED,
  RETIREMENTS,
  entriesForGateway,
} from '../../../../src/route/statements/published.ts';
import { Statement } from '../../../../src/route/statements/statement.ts';

const FLASH_31 = 'gemini-3.1-flash-image-preview';
const FLASH_25 = 'gemini-2.5-flash-image';
const MARCH = {
  date: '2026-03-23',
  source: 'https://docs.crazyrouter.com/en/chat/gemini/image-edit',
  gateway: 'crazyrouter',
};
const APRIL = { date: '2026-04-14', gateway: 'crazyrouter' };
const APRIL_EDIT = { ...APRIL, source: 'https://docs.crazyrouter.com/jp/chat/gemini/image-edit' };
const APRIL_GEN = { ...APRIL, source: 'https://docs.crazyrouter.com/jp/chat/gemini/image-gen' };
const APRIL_NB2 = { ...APRIL, source: 'https://docs.crazyrouter.com/jp/images/nano-banana-2' };
const ROUTESCOPE = {
  date: null,
  source: 'https://doc.routescope.ai/en/docs/api/images/gemini',
  gateway: 'routescope',
};

const UNDATED = { date: null, gateway: 'crazyrouter' };

const NO_CHANNEL = {
  kind: 'error',
  status: 500,
  code: 'get_channel_failed',
  message: 'model temporarily unavailable, please try again later',
};
const native = (model: string, ...operations: string[]) => ({
  path: 'generateContent',
  model,
  operations,
});
const editing = (model: string) => native(model, 'edit');
const generating = (model: string) => native(model, 'generate');
const images = (model: string) => ({ path: 'images', model, operations: ['generate', 'edit'] });
const found = (kind: string) => ({ finding: { kind } });
const to = (model: string) => ({ replacement: { path: 'generateContent', model } });

/** Each claim of the five pages about routes, with the id and the content of its statement. */
const CLAIMS: readonly (readonly [claim: string, id: string, row: object])[] = [
  // Editing, 23 March.
  ['editing with 3.1 flash preview: 500 get_channel_failed', 'march-edit-3.1-flash-preview', { ...MARCH, ...editing(FLASH_31), finding: NO_CHANNEL }],
  ['editing with 2.5 flash preview: 500 get_channel_failed', 'march-edit-2.5-flash-preview', { ...MARCH, ...editing('gemini-2.5-flash-image-preview'), finding: NO_CHANNEL }],
  ['editing with 2.5 flash: 524', 'march-edit-2.5-flash', { ...MARCH, ...editing(FLASH_25), finding: { kind: 'error', status: 524 } }],
  ['native editing is not stable: no production automation', 'march-edit-unstable', { ...MARCH, ...editing('*'), advice: 'not-for-production' }],
  ['stable editing for customers: the family pages instead', 'march-edit-instead', { ...MARCH, ...editing('*'), replacement: { path: 'images', model: '*' } }],
  ['the family is the stable way', 'march-images-family', { ...MARCH, path: 'images', model: '*', operations: ['edit'], ...found('calledStable'), advice: 'recommended' }],
  ['the family takes URLs through image_input', 'march-images-url-input', { ...MARCH, path: 'images', model: '*', ...found('documented') }],
  ['text to image: native generation', 'march-generate', { ...MARCH, ...generating('*'), advice: 'recommended' }],
  ['retest the same day before evaluating', 'march-edit-retest-first', { ...MARCH, ...editing('*'), advice: 'retest-first' }],
  ['after get_channel_failed or 524: stop and wait', 'march-edit-stop', { ...MARCH, ...editing('*'), advice: 'stop-and-wait' }],
  ['the template is no success example', 'march-edit-template', { ...MARCH, ...editing(FLASH_31), ...found('documented') }],
  // Editing, 14 April.
  ['editing with 3.1 flash preview returns images again', 'april-edit-3.1-flash-preview', { ...APRIL_EDIT, ...editing(FLASH_31), ...found('image') }],
  ['editing with 2.5 flash too, billing under review', 'april-edit-2.5-flash', { ...APRIL_EDIT, ...editing(FLASH_25), ...found('image'), billing: 'under-review' }],
  ['the Images route of the family is unhealthy', 'april-images-family-unhealthy', { ...APRIL_EDIT, ...images('*'), ...found('unhealthy') }],
  ['only the older layer is: converge on native', 'april-edit-converge', { ...APRIL_EDIT, ...editing('*'), advice: 'recommended' }],
  ['the Images route is not the stable editing route', 'april-images-family-not-stable', { ...APRIL_EDIT, ...images('*'), advice: 'not-recommended' }],
  ['nano-banana-2 moves to 3.1 flash preview', 'april-images-nano-banana-2-moves', { ...APRIL_EDIT, ...images('nano-banana-2'), ...to(FLASH_31) }],
  ['nano-banana stays in controlled testing', 'april-images-nano-banana-testing', { ...APRIL_EDIT, ...images('nano-banana'), advice: 'controlled-testing', ...to(FLASH_25) }],
  ['Nano Banana 2 is the more usable way', 'april-edit-3.1-flash-preview-usable', { ...APRIL_EDIT, ...editing(FLASH_31), advice: 'recommended' }],
  ['Nano Banana keeps a controlled-test note', 'april-edit-2.5-flash-testing', { ...APRIL_EDIT, ...editing(FLASH_25), advice: 'controlled-testing' }],
  ['… and no production recommendation', 'april-edit-2.5-flash-not-for-production', { ...APRIL_EDIT, ...editing(FLASH_25), advice: 'not-for-production' }],
  ['text to image: native generation', 'april-edit-page-generate', { ...APRIL_EDIT, ...generating('*'), advice: 'recommended' }],
  ['the Images route is no default entry for the family', 'april-images-family-not-default', { ...APRIL_EDIT, ...images('*'), advice: 'not-recommended' }],
  ['the template is recommended for retest and integration', 'april-edit-template', { ...APRIL_EDIT, ...editing(FLASH_31), advice: 'recommended' }],
  ['… and not through the Images route', 'april-images-not-for-template', { ...APRIL_EDIT, ...images('*'), advice: 'not-recommended' }],
  // Generating, 14 April.
  ['3.1 flash preview returns inlineData, PNG', 'april-generate-3.1-flash-preview', { ...APRIL_GEN, ...generating(FLASH_31), finding: { kind: 'inlineData', mimeType: 'image/png' } }],
  ['3 pro preview returns a JPEG data URL', 'april-generate-3-pro-preview', { ...APRIL_GEN, ...generating('gemini-3-pro-image-preview'), finding: { kind: 'dataUrl', type: 'jpeg' } }],
  ['2.5 flash returns a PNG data URL', 'april-generate-2.5-flash', { ...APRIL_GEN, ...generating(FLASH_25), finding: { kind: 'dataUrl', type: 'png' } }],
  ['2.5 flash preview returns a hosted URL', 'april-generate-2.5-flash-preview', { ...APRIL_GEN, ...generating('gemini-2.5-flash-image-preview'), ...found('hostedUrl') }],
  ['no uniform shape', 'april-generate-shapes-differ', { ...APRIL_GEN, ...generating('*') }],
  ['the family leaves the Images route', 'april-generate-page-images-family', { ...APRIL_GEN, ...images('*'), advice: 'not-recommended' }],
  ['nano-banana-2 moves directly', 'april-generate-page-nano-banana-2', { ...APRIL_GEN, ...images('nano-banana-2'), ...to(FLASH_31) }],
  ['nano-banana through 2.5 flash', 'april-generate-page-nano-banana', { ...APRIL_GEN, ...images('nano-banana'), ...to(FLASH_25) }],
  ['… with billing under review', 'april-generate-2.5-flash-billing', { ...APRIL_GEN, ...generating(FLASH_25), ...found('image'), billing: 'under-review' }],
  ['3.1 flash preview is the easiest', 'april-generate-3.1-flash-preview-easiest', { ...APRIL_GEN, ...generating(FLASH_31), advice: 'recommended' }],
  ['reading order of the shapes', 'april-generate-reading-order', { ...APRIL_GEN, ...generating('*') }],
  ['ratios and several images not retested', 'april-generate-parameters-untested', { ...APRIL_GEN, ...generating('*') }],
  // Nano Banana 2, 14 April.
  ['the alias is confirmed', 'april-nb2-alias', { ...APRIL_NB2, ...images('nano-banana-2'), ...to(FLASH_31) }],
  ['native succeeded, billing normal, recommended', 'april-nb2-native', { ...APRIL_NB2, ...native(FLASH_31, 'generate', 'edit'), ...found('image'), billing: 'normal', advice: 'recommended' }],
  ['Images route failed in production and locally', 'april-nb2-images-failed', { ...APRIL_NB2, ...images('nano-banana-2'), ...found('unhealthy'), advice: 'not-recommended', ...to(FLASH_31) }],
  ['failure: imageOutputOptions', 'april-nb2-images-unknown-name', { ...APRIL_NB2, ...images('nano-banana-2'), finding: { kind: 'error', message: `Unknown name "imageOutputOptions" at 'generation_config.image_config'` } }],
  ['failure: not supported model', 'april-nb2-images-not-supported', { ...APRIL_NB2, ...images('nano-banana-2'), finding: { kind: 'error', message: 'not supported model for image generation' } }],
  ['failure: get_channel_failed', 'april-nb2-images-no-channel', { ...APRIL_NB2, ...images('nano-banana-2'), finding: { kind: 'error', code: 'get_channel_failed' } }],
  ['no one-off outage', 'april-nb2-images-not-one-off', { ...APRIL_NB2, ...images('nano-banana-2'), ...found('unhealthy') }],
  ['production and older code switch', 'april-nb2-images-production', { ...APRIL_NB2, ...images('nano-banana-2'), advice: 'not-for-production', ...to(FLASH_31) }],
  ['read inlineData, no data[].url', 'april-nb2-native-reading', { ...APRIL_NB2, ...native(FLASH_31, 'generate', 'edit') }],
  ['other models: data URLs and hosted URLs', 'april-nb2-native-other-shapes', { ...APRIL_NB2, ...native('*', 'generate', 'edit') }],
  // Routescope, undated.
  ['one endpoint for both', 'routescope-one-endpoint', { ...ROUTESCOPE, ...native('*', 'generate', 'edit') }],
  ['2.5 flash: generation and editing', 'routescope-2.5-flash', { ...ROUTESCOPE, ...native(FLASH_25, 'generate', 'edit'), ...found('documented') }],
  ['3.1 flash preview: generation and editing', 'routescope-3.1-flash-preview', { ...ROUTESCOPE, ...native(FLASH_31, 'generate', 'edit'), ...found('documented') }],
  ['3 pro preview: generation and editing', 'routescope-3-pro-preview', { ...ROUTESCOPE, ...native('gemini-3-pro-image-preview', 'generate', 'edit'), ...found('documented') }],
  ['usually inlineData, never data[].url', 'routescope-shape', { ...ROUTESCOPE, ...native('*', 'generate', 'edit') }],
  ['billing by model and channel ratios', 'routescope-billing', { ...ROUTESCOPE, billing: 'unknown' }],
  ['high resolution costs time and money', 'routescope-resolution', ROUTESCOPE],
  ['previews change: have fallbacks', 'routescope-previews', { ...ROUTESCOPE, advice: 'have-fallbacks' }],
  // Crazyrouter, newer and undated.
  ['the Images route is the public contract again', 'undated-nb2-images', { ...UNDATED, ...images('nano-banana-2'), ...found('documented') }],
  ['the alias itself on the wire', 'undated-nb2-alias-in-address', { ...UNDATED, ...native(FLASH_31, 'generate', 'edit'), ...found('documented') }],
  ['long jobs to a second host', 'undated-long-jobs-host', { ...UNDATED, ...native('*', 'generate', 'edit'), ...found('documented') }],
]; // prettier-ignore

describe('published statements', () => {
  for (const [claim, id, expected] of CLAIMS) {
    test(`${id}: ${claim}`, () => {
      const rows = PUBLISHED.filter((row) => row.id === id);
      assert.equal(rows.length, 1);
      assert.deepEqual({ ...rows[0], ...expected }, rows[0]);
    });
  }

  test('every statement has a claim in this test and matches the schema', () => {
    const claimed = new Set(CLAIMS.map(([, id]) => id));
    assert.deepEqual(
      PUBLISHED.filter(({ id }) => !claimed.has(id)),
      [],
    );
    for (const row of PUBLISHED) assert.deepEqual(Statement.parse(row), row);
  });

  test('the schema rejects invalid dates, pages without https, and unknown values', () => {
    const row = PUBLISHED[0];
    for (const bad of [
      { date: '2026-02-30' },
      { date: '14 April 2026' },
      { source: 'http://docs.crazyrouter.com/' },
      { finding: { kind: 'fine' } },
      { advice: 'maybe' },
      { operations: [] },
    ]) {
      assert.equal(Statement.safeParse({ ...row, ...bad }).success, false, JSON.stringify(bad));
    }
  });

  test('replacements and gateways exist in the catalog', () => {
    for (const { gateway, replacement } of PUBLISHED) {
      assert.ok(BUILT_IN_GATEWAYS.some(({ id }) => id === gateway));
      if (replacement !== undefined && replacement.model !== '*') {
        assert.equal(findModel(replacement.model)?.id, replacement.model);
      }
    }
  });

  test('the catalog matches the aliases and parameters on the pages', () => {
    const routescope = BUILT_IN_GATEWAYS.find(({ id }) => id === 'routescope')!;
    const crazyrouter = BUILT_IN_GATEWAYS.find(({ id }) => id === 'crazyrouter')!;
    assert.equal(findModel('nano-banana-2')?.id, FLASH_31);
    assert.equal(findModel('nano-banana')?.id, FLASH_25);
    assert.deepEqual([crazyrouter.auth, crazyrouter.inlineSpelling], ['query', 'inlineData']);
    assert.deepEqual([routescope.auth, routescope.inlineSpelling], ['bearer', 'inline_data']);
    const sizes = (id: string) => capabilitiesAt(routescope, findModel(id)!)?.imageSizes;
    assert.deepEqual(sizes('gemini-3-pro-image-preview'), ['1K', '2K', '4K']);
    assert.deepEqual(sizes(FLASH_31), []);
    const ratios = (id: string) => findModel(id)?.capabilities?.aspectRatios.length;
    assert.deepEqual([ratios(FLASH_25), ratios(FLASH_31)], [10, 14]);
  });

  test('the successor of a retired id is in the catalog and not retired itself', () => {
    const followed = RETIREMENTS.filter(({ replacement }) => replacement !== undefined);
    assert.ok(followed.length > 0);
    for (const { gateway, replacement } of followed) {
      assert.equal(findModel(replacement!)?.id, replacement);
      assert.ok(
        RETIREMENTS.every(({ id, ...row }) => row.gateway !== gateway || id !== replacement),
      );
    }
  });

  test('every retirement of the catalog appears once', () => {
    const inCatalogue = MODELS.reduce((sum, { retirements }) => sum + retirements.length, 0);
    assert.ok(inCatalogue > 0);
    assert.equal(
      new Set(RETIREMENTS.map(({ id, gateway, what }) => `${gateway} ${id} ${what}`)).size,
      inCatalogue,
    );
  });
});

describe('entries for a gateway', () => {
  const gatewaysOf = (setting: unknown, id: string) =>
    listGateways(setting).gateways.find((gateway) => gateway.id === id)!;

  test('a built-in gateway gets the entries of its host', () => {
    const crazyrouter = gatewaysOf([], 'crazyrouter');
    const rows = entriesForGateway(crazyrouter, PUBLISHED);
    assert.equal(rows.length, PUBLISHED.filter(({ gateway }) => gateway === 'crazyrouter').length);
    assert.equal(
      entriesForGateway(gatewaysOf([], 'google'), RETIREMENTS).length,
      RETIREMENTS.length,
    );
  });

  test('a built-in gateway with another base URL gets none', () => {
    const setting = [{ id: 'crazyrouter', baseUrl: 'http://127.0.0.1:8080' }];
    assert.deepEqual(entriesForGateway(gatewaysOf(setting, 'crazyrouter'), PUBLISHED), []);
  });

  test("a user's gateway at the same host gets them under its own id", () => {
    const setting = [{ id: 'work', baseUrl: 'https://crazyrouter.com/proxy/v1beta' }];
    const rows = entriesForGateway(gatewaysOf(setting, 'work'), PUBLISHED);
    assert.ok(rows.length > 0);
    assert.ok(rows.every(({ gateway }) => gateway === 'work'));
  });

  test('Practice gets none because it has no host', () => {
    assert.deepEqual(entriesForGateway(gatewaysOf([], 'practice'), PUBLISHED), []);
  });
});
