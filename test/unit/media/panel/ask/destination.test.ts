import assert from 'node:assert/strict';
import { test } from 'node:test';
import { destinationAsker, destinationText } from '../../../../../media/panel/ask/destination.ts';
import { emptyPanel, update } from '../../../../../media/panel/state.ts';
import { STRINGS } from '../../../../support/panel/messages.ts';

test('says where one result goes, where several go, and only the folder while the name is open', () => {
  const text = (count: number, name?: string) =>
    destinationText({ folder: 'art', ...(name !== undefined && { name }) }, count, STRINGS);
  assert.match(text(1, 'cat-edited.png'), /^savesName cat-edited\.png art/);
  assert.match(text(3, 'cat-edited.png'), /^savesNames cat-edited\.png 2 art/);
  assert.match(text(3), /^savesIn art/);
  assert.equal(
    destinationText({ problem: 'No such placeholder.' }, 1, STRINGS),
    'No such placeholder.',
  );
  assert.equal(destinationText(undefined, 1, STRINGS), '');
  assert.equal(destinationText({ isMissing: true }, 1, STRINGS), '');
});

test('asks once after the last letter', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const sent: unknown[] = [];
  const ask = destinationAsker((message) => void sent.push(message));
  for (const prompt of ['a', 'a c', 'a cat ']) {
    ask(prompt);
    context.mock.timers.tick(100);
  }
  assert.deepEqual(sent, []);
  context.mock.timers.tick(250);
  assert.deepEqual(sent, [{ type: 'find-destination', prompt: 'a cat' }]);
});

test('ignores the answer for another prompt', () => {
  const state = emptyPanel({ prompt: ' a cat\n' });
  const answer = (prompt: string) =>
    update(state, { type: 'destination', prompt, destination: { folder: 'art' } }).destination;
  assert.deepEqual(answer('a cat'), { folder: 'art' });
  assert.equal(answer('a dog'), undefined);
});
