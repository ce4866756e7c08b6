import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canRun } from '../../../../../media/panel/ask/canRun.ts';
import type { SetupAction } from '../../../../../src/panel/setup/protocol.ts';
import { VIEW } from '../../../../support/panel/messages.ts';
import { RUN } from '../../../../support/panel/state.ts';

const setup = (action: SetupAction) => ({ ...VIEW, setup: { action, text: '', label: '' } });
const can = (view: typeof VIEW | undefined, prompt = 'p', marking?: string) =>
  canRun({ draft: { prompt }, view, marking });

test('Run needs a view and a prompt', () => {
  assert.ok(can(VIEW));
  assert.ok(!can(VIEW, ' \n'));
  assert.ok(!can(undefined));
});

test('Run is enabled until three runs are in progress', () => {
  assert.ok(can({ ...VIEW, runs: [RUN, RUN] }));
  assert.ok(!can({ ...VIEW, runs: [RUN, RUN, RUN] }));
});

test('Run waits until a region is kept or canceled', () => {
  const region = { width: 4, height: 3, strokes: [] };
  const source = { id: 'a', name: 'a', details: '', mimeType: 'image/png', src: 's', region };
  const view = { ...VIEW, images: [source] };
  assert.ok(can(view));
  assert.ok(!can(view, 'p', 'a'));
  assert.ok(can(view, 'p', 'gone'), 'another source closes the editor');
});

test('Run asks for a missing gateway or key, but needs trust and a folder', () => {
  assert.ok(can(setup('choose-gateway')));
  assert.ok(can(setup('set-key')));
  assert.ok(!can(setup('trust')));
  assert.ok(!can(setup('open-folder')));
});
