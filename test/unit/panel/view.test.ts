import assert from 'node:assert/strict';
import { test } from 'node:test';
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
  assert.equal(sent({ orientation: 6 }, sendable), 'Sent as JPEG, 96 px');
  assert.equal(sent({ type: 'gif', mimeType: 'image/gif' }, sendable), 'Sent as PNG, 96 px');
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

test('asks for one missing thing at a time, trust first', () => {
  const setup = (change: Partial<PanelEnvironment>, ...images: PanelImage[]) => {
    const environment = { ...ENVIRONMENT, ...change };
    return viewOf({ ...emptyState(environment), images }).setup?.action;
  };
  const { gateway: _none, ...noGateway } = ENVIRONMENT;
  assert.ok(_none);
  const without = viewOf(emptyState({ ...noGateway, hasFolder: false }));
  assert.equal(without.setup?.action, 'choose-gateway');
  assert.match(without.setup.text, /^No gateway is selected/);
  const unusable = 'easel.gateway is “typo”, and there is no gateway of that id.';
  const wrong = viewOf(emptyState({ ...noGateway, unusable }));
  assert.deepEqual([wrong.setup?.action, wrong.setup?.text], ['choose-gateway', unusable]);
  assert.equal(setup({ trusted: false, hasFolder: false }), 'trust');
  assert.equal(setup({ hasFolder: false }), 'open-folder');
  assert.equal(setup({ hasFolder: false }, panelImage('a')), undefined);
  const pasted = { ...panelImage('a'), pasted: true } as const;
  assert.equal(setup({ hasFolder: false }, pasted), 'open-folder', 'nothing is saved next to it');
  assert.equal(setup({}), undefined);
  assert.equal(setup({ needsKey: true, hasFolder: false }), 'set-key');
});

test('the page parses the view without a change', () => {
  const state = after(chosen('source', panelImage('a')), began('r1'), {
    kind: 'run-progressed',
    run: RUN,
  });
  const message = { type: 'view', view: viewOf(state) };
  assert.deepEqual(parseToPanel(structuredClone(message)), message);
});
