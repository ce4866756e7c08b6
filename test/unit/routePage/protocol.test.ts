import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFromStatusPage, parseToStatusPage } from '../../../src/routePage/protocol.ts';
import { STATUS_STRING_NAMES } from '../../../src/routePage/stringsProtocol.ts';
import { toStatusView } from '../../../src/routePage/view.ts';
import { readerAt } from '../../support/localization.ts';
import { NOVEMBER, tableAt } from './tableRig.ts';

test('the view and the strings match the protocol', () => {
  const probes = new Map([['google', { text: 'x', isBusy: true }]]);
  const view = toStatusView(tableAt(NOVEMBER, [], { probes }), readerAt(NOVEMBER));
  assert.deepEqual(parseToStatusPage(structuredClone({ type: 'view', view })), {
    type: 'view',
    view,
  });
  const strings = Object.fromEntries(STATUS_STRING_NAMES.map((name) => [name, name]));
  assert.equal(parseToStatusPage({ type: 'strings', strings })?.type, 'strings');
  const less = Object.fromEntries(Object.entries(strings).slice(1));
  assert.equal(parseToStatusPage({ type: 'strings', strings: less }), undefined);
});

test('the host accepts exactly the messages of the protocol', () => {
  const good = [
    { type: 'ready' },
    { type: 'use', route: 'k' },
    { type: 'retest', route: 'k' },
    { type: 'probe', gateway: 'g' },
    { type: 'open-source', source: '0' },
    { type: 'clear-observations' },
  ];
  for (const message of good) assert.deepEqual(parseFromStatusPage(message), message);
  const bad = [
    null,
    'ready',
    { type: 'retest' },
    { type: 'retest', route: '' },
    { type: 'retest', route: 'k', ask: false },
    { type: 'retest', route: 'x'.repeat(2001) },
    { type: 'open-source', source: 7 },
    { type: 'clear-observations', route: 'k' },
    { type: 'run', ask: {} },
  ];
  for (const message of bad) assert.equal(parseFromStatusPage(message), undefined);
});
