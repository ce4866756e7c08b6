import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { panelEncoder } from '../../../../src/panel/results/encoder.ts';
import type { Draw } from '../../../../src/panel/results/protocol.ts';
import { Drawings } from '../../../../src/panel/sources/drawings.ts';
import { jpeg, png } from '../../../support/image/images.ts';

const SVG = Buffer.from('<svg width="600" height="400"/>');
const DRAWN = png(600, 400);

/** Drawings whose page answers every request with `answer`. */
function drawings(files: Record<string, Uint8Array>, answer: Uint8Array | undefined) {
  const asked: Draw[] = [];
  const encoder = panelEncoder(
    (message) => {
      assert.ok(message.type === 'draw');
      asked.push(message);
      encoder.receive({ request: message.request, ...(answer && { bytes: answer }) });
    },
    { patienceMs: 50 },
  );
  const read = async (uri: string) => files[uri] ?? new Uint8Array(0);
  const made = new Drawings({ read, name: (uri) => uri, draw: encoder.draw });
  return { asked, files, read: made.read };
}

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof CheckError ? error.problem : error),
  );

test('an image file is read as it is, without the page', async () => {
  const file = png();
  const { read, asked } = drawings({ 'a.png': file }, undefined);
  assert.equal(await read('a.png'), file);
  assert.deepEqual(asked, []);
});

test('the page draws an SVG file once, and again when it has changed', async () => {
  const { read, asked, files } = drawings({ 'a.svg': SVG }, DRAWN);
  assert.equal(await read('a.svg'), DRAWN);
  assert.equal(await read('a.svg'), DRAWN);
  const [first] = asked;
  assert.deepEqual([first?.width, first?.height], [600, 400]);
  assert.deepEqual(Buffer.from(first?.svg ?? []), SVG);
  assert.equal(asked.length, 1);
  files['a.svg'] = Buffer.from('<svg width="600" height="400" />');
  await read('a.svg');
  assert.equal(asked.length, 2);
});

test('what the page answers is checked like any other file', async () => {
  for (const answer of [
    undefined,
    png(600, 401),
    jpeg(600, 400),
    DRAWN.subarray(0, -20),
    Buffer.from('PNG'),
  ]) {
    const { read } = drawings({ 'a.svg': SVG }, answer);
    assert.deepEqual(await problemOf(read('a.svg')), {
      kind: 'no-drawing',
      file: 'a.svg',
      why: 'failed',
    });
  }
});

test('a drawing that is too large, or needs other files, is refused before it is drawn', async () => {
  const large = Buffer.concat([SVG, Buffer.alloc(5_000_000, ' ')]);
  const needy = Buffer.from('<svg><image href="photo.png"/></svg>');
  const { read, asked } = drawings({ 'a.svg': large, 'b.svg': needy }, DRAWN);
  assert.deepEqual(await problemOf(read('a.svg')), {
    kind: 'no-drawing',
    file: 'a.svg',
    why: 'too-large',
    most: 5_000_000,
  });
  assert.deepEqual(await problemOf(read('b.svg')), {
    kind: 'no-drawing',
    file: 'b.svg',
    why: 'external',
    address: 'photo.png',
  });
  assert.deepEqual(asked, []);
});
