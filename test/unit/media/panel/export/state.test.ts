import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currentFile, exportRequests, isPending } from '../../../../../media/panel/export/state.ts';
import { update, type Message, type State } from '../../../../../media/panel/state.ts';
import type { FromPanel, ToPanel } from '../../../../../src/panel/protocol.ts';
import { VIEW } from '../../../../support/panel/messages.ts';
import { pageState } from '../../../../support/panel/pageState.ts';

const results = ['b', 'a'].map((id) => ({
  ...{ id, name: `${id}.png`, details: '', mimeType: 'image/png', warnings: [], actions: [] },
}));
const PAGE = pageState({ prompt: '' }, { ...VIEW, results });
const OPEN: Message = { type: 'export-opened', image: 'a' };
const WANTED: Message = { type: 'export-wanted' };

/** Returns the state after the messages, and what the page told the host. */
function after(...messages: readonly Message[]) {
  return messages.reduce<{ readonly state: State; readonly sent: readonly FromPanel[] }>(
    ({ state, sent }, message) => {
      const next = update(state, message);
      return { state: next, sent: [...sent, ...exportRequests(state, next)] };
    },
    { state: PAGE, sent: [] },
  );
}

function edited(width: string): Message {
  return { type: 'export-edited', change: { width } };
}

function made(request: number): Extract<ToPanel, { type: 'export-made' }> {
  return {
    ...{ type: 'export-made', request, format: 'png', width: 4, height: 3 },
    ...{ bytes: 2, weight: '2 B', notes: [] },
  };
}

function part(request: number, byte: number): Message {
  return { type: 'export-part', request, bytes: new Uint8Array([byte]) };
}

test('opening the form asks for a preview, and keeps its result on the stage', () => {
  const { state, sent } = after(OPEN);
  const recipe = { fit: 'cover', format: 'png' } as const;
  assert.deepEqual(sent, [{ type: 'preview-export', image: 'a', request: 1, recipe }]);
  assert.equal(state.selected, 'a');
  assert.ok(state.exporting && isPending(state.exporting));
  assert.deepEqual(after(OPEN, OPEN).sent, sent, 'the form that is open stays as it is');
  assert.deepEqual(after({ ...OPEN, image: 'gone' }).sent, []);
});

test('each change of what is asked for is a request, and a file of an older one is dropped', () => {
  const { state, sent } = after(OPEN, edited('1'), edited('12'), made(1), made(2));
  assert.deepEqual(
    sent.map((one) => one.type === 'preview-export' && [one.request, one.recipe.width]),
    [
      [1, undefined],
      [2, 1],
      [3, 12],
    ],
  );
  assert.equal(state.exporting?.made, undefined);
  const arrived = [part(3, 1), part(2, 9), part(3, 2), made(3)].reduce(update, state);
  const { exporting } = arrived;
  assert.deepEqual(exporting && currentFile(exporting)?.parts.map(([byte]) => byte), [1, 2]);
  assert.ok(exporting && !isPending(exporting));
  const same = after(OPEN, { type: 'export-edited', change: { fit: 'cover', quality: 50 } });
  assert.equal(same.sent.length, 1, 'a PNG has no quality');
});

test('a text that is no number asks for nothing, and nothing can be written', () => {
  const { state, sent } = after(OPEN, made(1), edited('wide'), WANTED, made(1));
  assert.equal(sent.length, 1);
  assert.ok(state.exporting && !isPending(state.exporting) && !currentFile(state.exporting));
});

test('Export waits for the file of the newest request, and writes it once', () => {
  const early = after(OPEN, WANTED, WANTED, made(1), WANTED);
  assert.deepEqual(early.sent.slice(1), [{ type: 'write-export', request: 1 }]);
  const late = after(OPEN, made(1), WANTED);
  assert.deepEqual(late.sent.slice(1), [{ type: 'write-export', request: 1 }]);
  const changed = after(OPEN, WANTED, edited('12'), made(2));
  assert.ok(!changed.sent.some(({ type }) => type === 'write-export'));
});

test('a refusal is shown, and a failure to write leaves the file for another try', () => {
  const refused = after(OPEN, WANTED, { type: 'export-refused', request: 1, text: 'No.' });
  const { exporting } = update(refused.state, WANTED);
  assert.ok(exporting && !isPending(exporting) && !exporting.isWanted);
  assert.equal(exporting.problem?.text, 'No.');
  const failed: Message = { type: 'export-unwritten', request: 1, text: 'Full.' };
  const { state, sent } = after(OPEN, made(1), WANTED, failed, WANTED);
  assert.ok(state.exporting && currentFile(state.exporting));
  assert.deepEqual(
    sent.map(({ type }) => type),
    ['preview-export', 'write-export', 'write-export'],
  );
});

test('the form closes when its file is written, and when its result is gone', () => {
  const written: Message = { type: 'export-written', request: 1 };
  const closed = after(OPEN, made(1), WANTED, written);
  assert.deepEqual(
    [closed.state.exporting, closed.sent.at(-1)],
    [undefined, { type: 'close-export' }],
  );
  const other = after(OPEN, made(1), WANTED, edited('12'), written);
  assert.ok(other.state.exporting, 'the user wants another file by now');
  const gone = after(OPEN, { type: 'view', view: { ...VIEW, results: results.slice(0, 1) } });
  assert.deepEqual([gone.state.exporting, gone.sent.at(-1)], [undefined, { type: 'close-export' }]);
  const stays = after(OPEN, { type: 'view', view: { ...VIEW, results } });
  assert.ok(stays.state.exporting);
});

test('another picture, a comparison, or a new run takes the place of the form', () => {
  const select = { type: 'selected', how: 'one', order: ['b', 'a'] } as const;
  const others: readonly Message[] = [
    { ...select, to: 'b' },
    { type: 'stage-mode', mode: 'slider' },
    { type: 'against', result: 'b' },
    { type: 'sheet', isOn: true },
    { type: 'followed' },
  ];
  for (const other of others) {
    assert.deepEqual(after(OPEN, other).sent.at(-1), { type: 'close-export' }, other.type);
  }
  assert.ok(after(OPEN, { ...select, to: 'a' }).state.exporting, 'the same picture');
});

test('a picture that is opened again has its form, and another one a new form, with requests of its own', () => {
  const again = after(OPEN, edited('12'), { type: 'export-closed' }, OPEN);
  assert.equal(again.state.exporting?.form.width, '12');
  const other = { ...OPEN, image: 'b' };
  const { state, sent } = after(OPEN, edited('12'), { type: 'export-closed' }, other);
  assert.equal(state.exporting?.form.width, '');
  const last = sent.at(-1);
  assert.ok(last?.type === 'preview-export');
  assert.deepEqual([last.image, last.request, last.recipe.width], ['b', 3, undefined]);
});

test('a transparent background that was asked for appears when the host says that it can', () => {
  const wanted: Message = { type: 'export-edited', change: { isTransparent: true } };
  const plain = { type: 'export-background', image: 'a' } as const;
  const { sent } = after(OPEN, wanted, { ...plain, isPlain: true });
  assert.equal(sent.length, 2);
  const last = sent.at(-1);
  assert.ok(last?.type === 'preview-export' && last.recipe.background === 'transparent');
  assert.equal(after(OPEN, wanted, { ...plain, isPlain: false }).sent.length, 1);
  assert.equal(after(OPEN, wanted, { ...plain, image: 'b', isPlain: true }).sent.length, 1);
});
