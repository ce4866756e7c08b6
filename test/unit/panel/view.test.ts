import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PanelEnvironment } from '../../../src/panel/ask/state.ts';
import { parseToPanel } from '../../../src/panel/protocol.ts';
import type { PanelImage } from '../../../src/panel/sources/state.ts';
import { emptyState } from '../../../src/panel/state.ts';
import { after, began, chosen, ENVIRONMENT, panelImage, RUN, viewOf } from '../../support/panel/state.ts'; // prettier-ignore

test('images have an id and the address of the webview, and no other address', () => {
  assert.deepEqual(viewOf(after(chosen('source', panelImage('a')))).images, [
    {
      id: 'a',
      name: 'a.png',
      details: '4×3 px · PNG · 90 B',
      mimeType: 'image/png',
      src: 'webview:file:///w/a.png',
      convertible: true,
      noRegion: "You can't mark a region on this image.",
    },
  ]);
});

test('report-C4 an image says what will be sent, on the route of the settings', () => {
  const photo = {
    type: 'jpeg',
    mimeType: 'image/jpeg',
    width: 96,
    height: 64,
    orientation: 1,
    hasPrivateData: true,
  } as const;
  const sent = (more: object, sendable: PanelEnvironment['sendable'] | null) => {
    const image = { ...panelImage('a'), photo: { ...photo, ...more } };
    const environment = { ...ENVIRONMENT, ...(sendable && { sendable }) };
    return viewOf(after({ kind: 'environment', environment }, chosen('source', image))).images[0]
      ?.sent;
  };
  const sendable = { types: ['image/png', 'image/jpeg'], isPrivate: true };
  assert.equal(sent({}, sendable), 'Sent without location and camera data');
  assert.equal(sent({}, { ...sendable, isPrivate: false }), undefined);
  assert.equal(
    sent({ orientation: 6 }, sendable),
    'Sent as JPEG, 64×96 px, without location and camera data',
  );
  const gif = { type: 'gif', mimeType: 'image/gif', hasPrivateData: false, frames: 2 };
  assert.equal(sent(gif, sendable), 'Sent as PNG, 96×64 px, first of 2 frames');
  assert.equal(sent({}, null), undefined);
});

test('an image without a preview has no address', () => {
  const view = viewOf(after(chosen('source', { ...panelImage('a'), canPreview: false })));
  assert.equal(view.images[0]?.src, undefined);
});

test('sanitizes file names', () => {
  const view = viewOf(after(chosen('source', { ...panelImage('a'), name: 'a\u202egnp.exe' })));
  assert.equal(view.images[0]?.name, 'a gnp.exe');
});

const { gateway, ...NO_GATEWAY } = ENVIRONMENT;
const UNUSABLE = 'easel.gateway is “typo”, and there is no gateway of that id.';
const PASTED = { ...panelImage('a'), pasted: true } as const;

describe('the panel asks for one missing thing at a time', () => {
  const of = (environment: Omit<PanelEnvironment, 'gateway'>, ...images: PanelImage[]) =>
    viewOf({ ...emptyState(environment), images }).setup;

  test(`nothing, with ${gateway ?? 'no gateway'} and all else`, () => {
    assert.equal(of(ENVIRONMENT), undefined);
  });

  for (const [what, environment, action, text] of [
    [
      'trust, before a folder',
      { ...ENVIRONMENT, trusted: false, hasFolder: false },
      'trust',
      /Restricted/,
    ],
    [
      'a gateway, before a folder',
      { ...NO_GATEWAY, hasFolder: false },
      'choose-gateway',
      /^No gateway is selected/,
    ],
    [
      'another gateway, with the reason',
      { ...NO_GATEWAY, unusable: UNUSABLE },
      'choose-gateway',
      UNUSABLE,
    ],
    [
      'a key, before a folder',
      { ...ENVIRONMENT, needsKey: true, hasFolder: false },
      'set-key',
      /needs an API key/,
    ],
    ['a folder', { ...ENVIRONMENT, hasFolder: false }, 'open-folder', /^No folder is open/],
  ] as const) {
    test(what, () => {
      const setup = of(environment);
      assert.equal(setup?.action, action);
      if (typeof text === 'string') assert.equal(setup.text, text);
      else assert.match(setup.text, text);
    });
  }

  test('no folder, with an image that the result can be saved next to', () => {
    const noFolder = { ...ENVIRONMENT, hasFolder: false };
    assert.equal(of(noFolder, panelImage('a')), undefined);
    assert.equal(of(noFolder, PASTED)?.action, 'open-folder', 'nothing is saved next to it');
  });
});

test('the page parses the view without a change', () => {
  const state = after(chosen('source', panelImage('a')), began('r1'), {
    kind: 'run-progressed',
    run: RUN,
  });
  const message = { type: 'view', view: viewOf(state) };
  assert.deepEqual(parseToPanel(structuredClone(message)), message);
});
