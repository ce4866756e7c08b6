import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalizeBaseUrl } from '../../../src/catalog/baseUrl.ts';
import {
  BUILT_IN_GATEWAYS,
  findGateway,
  keyOrigin,
  listGateways,
  type Gateway,
} from '../../../src/catalog/gateways.ts';
import {
  capabilitiesAt,
  checkChoices,
  findModel,
  modelIdAt,
} from '../../../src/catalog/modelLookup.ts';
import { MODELS } from '../../../src/catalog/models.ts';
import { allowedHostedUrl } from '../../../src/reply/hosted/allowedUrl.ts';
import { refused } from '../../support/expect.ts';

const AUTUMN_2026 = Date.parse('2026-11-20');
const SPRING_2026 = Date.parse('2026-04-14');

function gateway(id: string, setting: unknown = []): Gateway {
  return findGateway(id, listGateways(setting));
}

describe('base URL', () => {
  const same = [
    'https://gw.example',
    'https://gw.example/',
    'https://gw.example/v1beta',
    'https://gw.example/v1beta/',
    'https://gw.example/v1beta/models',
    'https://gw.example/V1BETA//',
    '  https://gw.example  ',
    'HTTPS://GW.example',
    'https://gw.example//v1beta//',
  ];
  for (const text of same) {
    test(`“${text}” means https://gw.example`, () => {
      assert.equal(normalizeBaseUrl(text, 'own'), 'https://gw.example');
    });
  }

  test('a path before /v1beta stays: one-hub serves under /gemini', () => {
    assert.equal(
      normalizeBaseUrl('https://h.example/gemini/v1beta/', 'own'),
      'https://h.example/gemini',
    );
  });

  for (const [text, why] of [
    ['', 'malformed'],
    ['gw.example', 'malformed'],
    ['ftp://gw.example', 'malformed'],
    ['https://gw.example/?key=abc', 'malformed'],
    ['https://gw.example/#x', 'malformed'],
    ['https://me:secret@gw.example', 'credentials'],
    ['http://gw.example', 'not-https'],
    ['http://8.8.8.8', 'not-https'],
    ['http://172.32.0.1', 'not-https'],
    ['http://100.128.0.1', 'not-https'],
    ['http://169.254.169.254', 'not-https'],
    ['http://[2001:db8::1]', 'not-https'],
    ['http://[fe80::1]', 'not-https'],
    ['http://[2606:4700::1111]', 'not-https'],
  ] as const) {
    test(`“${text}” is refused: ${why}`, () => {
      const problem = refused(() => normalizeBaseUrl(text, 'own'));
      assert.deepEqual(problem, { kind: 'bad-base-url', gateway: 'own', why });
    });
  }

  test('the older Images route is refused with the address of the native one', () => {
    for (const [text, native] of [
      ['https://gw.example/v1/images/generations', 'https://gw.example'],
      ['https://gw.example/v1/images/edits/', 'https://gw.example'],
      ['https://gw.example/house/V1/Images', 'https://gw.example/house'],
    ] as const) {
      const problem = refused(() => normalizeBaseUrl(text, 'own'));
      const why = 'images-route';
      assert.deepEqual(problem, { kind: 'bad-base-url', gateway: 'own', why, native });
      assert.equal(normalizeBaseUrl(native, 'own'), native);
    }
  });

  for (const text of [
    'http://127.0.0.1:8080',
    'http://localhost:3000',
    'http://[::1]:9',
    'http://10.0.0.7',
    'http://192.168.1.5',
    'http://172.16.0.1',
    'http://gpu-box',
    'http://100.64.0.1',
    'http://[fd12:3456:789a::1]',
    'http://gw.lan',
  ]) {
    test(`“${text}” may be http: no certificate can be had there, and no gateway elsewhere may point to it`, () => {
      assert.equal(normalizeBaseUrl(text, 'own'), text);
      const { hostname } = new URL(text);
      assert.equal(allowedHostedUrl(`https://${hostname}/a.png`, 'https://gw.example'), undefined);
    });
  }
});

describe('gateways', () => {
  test('the built-in ones, as their pages document them', () => {
    assert.deepEqual(
      BUILT_IN_GATEWAYS.map(({ id, baseUrl, auth, inlineSpelling }) => [
        id,
        baseUrl,
        auth,
        inlineSpelling,
      ]),
      [
        ['crazyrouter', 'https://crazyrouter.com', 'query', 'inlineData'],
        ['routescope', 'https://api.routescope.ai', 'bearer', 'inline_data'],
        ['google', 'https://generativelanguage.googleapis.com', 'x-goog-api-key', 'inlineData'],
        ['practice', undefined, 'none', 'inlineData'],
      ],
    );
  });

  test('an entry with a built-in id changes only what it names', () => {
    const changed = gateway('crazyrouter', [
      { id: 'crazyrouter', baseUrl: 'https://eu.crazyrouter.example/v1beta' },
    ]);
    const { site, ...usual } = gateway('crazyrouter');
    assert.ok(site);
    assert.deepEqual(changed, { ...usual, baseUrl: 'https://eu.crazyrouter.example' });
  });

  test('another host under a built-in id has no usage page of ours', () => {
    const moved = [{ id: 'google', baseUrl: 'https://other.example' }];
    assert.equal(gateway('google', moved).site, undefined);
    const same = [{ id: 'google', label: 'Mine' }];
    assert.equal(gateway('google', same).site, gateway('google').site);
  });

  test('Practice alone is free, and another host under its id is not', () => {
    const free = listGateways([]).gateways.filter((one) => one.free);
    assert.deepEqual(
      free.map(({ id }) => id),
      ['practice'],
    );
    const moved = [{ id: 'practice', baseUrl: 'https://other.example', auth: 'bearer' }];
    assert.equal(gateway('practice', moved).free, undefined);
    assert.equal(gateway('practice', [{ id: 'practice', label: 'Mine' }]).free, true);
  });

  test('a new entry needs a base URL', () => {
    assert.deepEqual(
      refused(() => gateway('own', [{ id: 'own' }])),
      { kind: 'bad-base-url', gateway: 'own', why: 'missing' },
    );
  });

  test('one broken entry takes no other away, and a broken built-in is refused rather than used unchanged', () => {
    const setting = [
      { id: 'BAD ID', baseUrl: 'https://a.example' },
      'nonsense',
      { id: 'google', baseUrl: 'http://evil.example' },
      { id: 'own', baseUrl: 'https://own.example', auth: 'x-goog-api-key' },
    ];
    assert.equal(gateway('own', setting).auth, 'x-goog-api-key');
    assert.deepEqual(
      refused(() => gateway('google', setting)),
      { kind: 'bad-base-url', gateway: 'google', why: 'not-https' },
    );
    assert.equal(listGateways(setting).problems.length, 3);
  });

  test('a setting of another type is as good as none', () => {
    for (const setting of [undefined, null, 7, 'x', {}]) {
      assert.deepEqual(listGateways(setting).gateways, BUILT_IN_GATEWAYS);
    }
  });

  test('no gateway chosen, and one that does not exist, are two messages', () => {
    assert.deepEqual(
      refused(() => gateway('')),
      { kind: 'no-gateway' },
    );
    assert.deepEqual(
      refused(() => gateway('nope')),
      { kind: 'unknown-gateway', gateway: 'nope' },
    );
  });

  test('a key belongs to an origin; Practice has none', () => {
    assert.equal(keyOrigin(gateway('google')), 'https://generativelanguage.googleapis.com');
    assert.equal(keyOrigin(gateway('practice')), undefined);
  });
});

describe('models', () => {
  const TEN = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'];
  const FOURTEEN = [...TEN, '1:4', '4:1', '1:8', '8:1'];

  /** The table of Routescope's page, by gateway and model: ratios and sizes, and no others. */
  for (const [at, id, ratios, sizes] of [
    ['routescope', 'gemini-2.5-flash-image', TEN, []],
    ['routescope', 'gemini-3-pro-image-preview', TEN, ['1K', '2K', '4K']],
    ['routescope', 'gemini-3.1-flash-image-preview', FOURTEEN, []],
    ['google', 'gemini-3.1-flash-image', FOURTEEN, ['512', '1K', '2K', '4K']],
    ['crazyrouter', 'nano-banana-2', FOURTEEN, ['512', '1K', '2K', '4K']],
    ['crazyrouter', 'gemini-3.1-flash-lite-image', FOURTEEN, ['1K']],
    ['google', 'gemini-nano-banana-2.1', FOURTEEN, ['1K', '2K', '4K']],
  ] as const) {
    test(`${id} at ${at} offers its ratios and sizes and no others`, () => {
      const model = findModel(id);
      assert.ok(model);
      const can = capabilitiesAt(gateway(at), model);
      assert.ok(can);
      assert.deepEqual([...can.aspectRatios].sort(), [...ratios].sort());
      assert.deepEqual(can.imageSizes, sizes);
      assert.deepEqual(can.inputTypes, [
        'image/png',
        'image/jpeg',
        'image/webp',
        'image/heic',
        'image/heif',
      ]);
      for (const aspectRatio of [...FOURTEEN, '9:21', '7:5']) {
        const check = () => {
          checkChoices(gateway(at), id, { aspectRatio, images: 0 });
        };
        if ((ratios as readonly string[]).includes(aspectRatio)) check();
        else
          assert.deepEqual(refused(check), {
            kind: 'not-offered',
            model: id,
            what: 'aspectRatio',
            asked: aspectRatio,
            offered: can.aspectRatios,
          });
      }
      for (const imageSize of ['512', '1K', '2K', '4K', '1k', '512px', '8K']) {
        const check = () => {
          checkChoices(gateway(at), id, { imageSize, images: 0 });
        };
        if ((sizes as readonly string[]).includes(imageSize)) check();
        else assert.equal(refused(check).kind, 'not-offered');
      }
    });
  }

  test('a free-text id works everywhere, with nothing checked', () => {
    checkChoices(gateway('google'), 'some-future-model', {
      aspectRatio: '5:7',
      imageSize: '16K',
      images: 40,
    });
    assert.equal(
      modelIdAt(gateway('google'), ' some-future-model ', AUTUMN_2026),
      'some-future-model',
    );
    for (const id of ['constructor', '__proto__', 'toString']) {
      assert.equal(modelIdAt(gateway('google'), id, AUTUMN_2026), id);
    }
  });

  test('each gateway is asked for the id that it serves', () => {
    for (const [at, asked, now, id] of [
      ['crazyrouter', 'nano-banana', AUTUMN_2026, 'gemini-2.5-flash-image'],
      ['crazyrouter', 'nano-banana-2', AUTUMN_2026, 'gemini-3.1-flash-image-preview'],
      ['crazyrouter', 'nano-banana-pro', AUTUMN_2026, 'gemini-3-pro-image-preview'],
      ['google', 'nano-banana-2', AUTUMN_2026, 'gemini-3.1-flash-image'],
      ['google', 'gemini-3.1-flash-image-preview', AUTUMN_2026, 'gemini-3.1-flash-image'],
      ['google', 'gemini-3.1-flash-image-preview', SPRING_2026, 'gemini-3.1-flash-image-preview'],
      ['google', 'gemini-3-pro-image-preview', AUTUMN_2026, 'gemini-3-pro-image'],
      ['crazyrouter', 'gemini-3.1-flash-image', AUTUMN_2026, 'gemini-3.1-flash-image'],
      ['google', 'nano-banana-pro-preview', AUTUMN_2026, 'nano-banana-pro-preview'],
    ] as const) {
      assert.equal(modelIdAt(gateway(at), asked, now), id, `${asked} at ${at}`);
    }
  });

  test("the user's own table wins, for the id as typed and for the model behind an alias", () => {
    const own = gateway('own', [
      {
        id: 'own',
        baseUrl: 'https://own.example',
        models: { 'gemini-3.1-flash-image-preview': 'img-fast', odd: 'even' },
      },
    ]);
    assert.equal(modelIdAt(own, 'nano-banana-2', AUTUMN_2026), 'img-fast');
    assert.equal(modelIdAt(own, 'odd', AUTUMN_2026), 'even');
  });

  test('more images than the model takes are refused', () => {
    const check = () => {
      checkChoices(gateway('google'), 'nano-banana-2', { images: 15 });
    };
    assert.deepEqual(refused(check), {
      kind: 'too-many-images',
      model: 'nano-banana-2',
      given: 15,
      most: 14,
    });
  });

  test('ids and aliases name one model each, and retirements are dated and sourced', () => {
    const names = MODELS.flatMap(({ id, aliases, otherIds }) => [id, ...aliases, ...otherIds]);
    assert.equal(new Set(names).size, names.length);
    for (const { date, source } of MODELS.flatMap(({ retirements }) => retirements)) {
      assert.match(date, /^20\d\d-\d\d-\d\d$/);
      assert.match(source, /^https:\/\/ai\.google\.dev\//);
    }
  });
});
