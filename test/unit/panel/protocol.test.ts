import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { MAX_COUNT, MAX_PROMPT_LENGTH } from '../../../src/panel/ask/protocol.ts';
import { MAX_DELETED } from '../../../src/panel/deletion/protocol.ts';
import { parseFromPanel, parseToPanel } from '../../../src/panel/protocol.ts';
import { MAX_REGION_POINTS } from '../../../src/panel/region/protocol.ts';
import { MAX_PASTED_BYTES } from '../../../src/panel/sources/protocol.ts';
import { parseRunOptions } from '../../../src/run/plan/options.ts';
import { ASK, FROM_PANEL, MARK, STRINGS_MESSAGE, TO_PANEL } from '../../support/panel/messages.ts';

const fromPanel = Object.values(FROM_PANEL);

/** Arbitrary values, alone and inside of what looks like a message. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});
const almostMessage = fc
  .tuple(fc.constantFrom(...fromPanel), fc.string(), anything)
  .map(([message, name, value]) => ({ ...message, [name === '' ? 'type' : name]: value }));

/** A property without a value is missing, which the test below is about. */
const ALLOWED_TYPES: ReadonlySet<string> = new Set(['string', 'number', 'undefined']);

/** A message with a value of another type. */
const damagedMessage = fc
  .tuple(
    fc
      .constantFrom(...fromPanel)
      .chain((message) =>
        fc.constantFrom(...Object.keys(message)).map((name) => [message, name] as const),
      ),
    anything.filter((value) => !ALLOWED_TYPES.has(typeof value) && !isList(value)),
  )
  .map(([[message, name], value]) => ({ ...message, [name]: value }));

function isList(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

test('parses every message from the page without a change', () => {
  for (const message of fromPanel) {
    assert.deepEqual(parseFromPanel(structuredClone(message)), message);
  }
});

test('parses every message to the page without a change', () => {
  for (const message of Object.values(TO_PANEL)) {
    assert.deepEqual(parseToPanel(structuredClone(message)), message);
  }
});

test('drops 1,000 arbitrary values without throwing', () => {
  fc.assert(
    fc.property(fc.oneof(anything, almostMessage, damagedMessage), (value) => {
      assert.equal(parseFromPanel(value), undefined);
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(anything, (value) => {
      assert.equal(parseToPanel(value), undefined);
    }),
    { numRuns: 1000 },
  );
});

test('drops messages with a missing property, except for those that can leave it out', () => {
  const complete = fromPanel.flatMap((message) =>
    Object.keys(message)
      .filter((name) => parseFromPanel({ ...message, [name]: undefined }) !== undefined)
      .map((name) => `${message.type}: ${name}`),
  );
  assert.deepEqual(complete, ['mark: flag', 'mark: stars']);
});

test('drops cycles, proxies, and getters that throw', () => {
  const cycle: Record<string, unknown> = { type: 'run' };
  cycle['ask'] = cycle;
  const trap = new Proxy(
    {},
    {
      get: () => {
        throw new Error('trap');
      },
    },
  );
  const polluted: unknown = JSON.parse('{"type":"ready","__proto__":{"polluted":true}}');
  for (const value of [cycle, trap, polluted]) assert.equal(parseFromPanel(value), undefined);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test('drops messages with paths, addresses, or other additional values', () => {
  for (const extra of [{ uri: 'file:///etc/passwd' }, { images: ['https://a.test/x.png'] }]) {
    assert.equal(parseFromPanel({ type: 'run', ask: { ...ASK, ...extra } }), undefined);
    assert.equal(parseFromPanel({ type: 'ready', ...extra }), undefined);
  }
  const path = `file:///${'x'.repeat(64)}`;
  assert.ok(parseFromPanel({ type: 'image-action', image: 'a1', action: 'open' }));
  assert.equal(parseFromPanel({ type: 'image-action', image: path, action: 'open' }), undefined);
});

test('a run has one to eight requests', () => {
  const run = (count: unknown) => parseFromPanel({ type: 'run', ask: { ...ASK, count } });
  assert.equal(MAX_COUNT, 8);
  for (const count of [1, MAX_COUNT]) {
    assert.ok(run(count));
    assert.equal(parseRunOptions({ prompt: 'p', count }).count, count);
  }
  assert.throws(() => parseRunOptions({ prompt: 'p', count: MAX_COUNT + 1 }), {
    name: 'CheckError',
  });
  for (const count of [0, 9, 1.5, '2', undefined, NaN]) assert.equal(run(count), undefined);
});

test('a mark has known flags and up to five stars, and a deletion names images', () => {
  const mark = (rest: object) => parseFromPanel({ type: 'mark', images: ['a1'], ...rest });
  for (const valid of [{ flag: 'keep' }, { flag: 'none' }, { stars: 0 }, { stars: 5 }]) {
    assert.ok(mark(valid));
  }
  for (const invalid of [{ flag: 'x' }, { stars: 6 }, { stars: -1 }, { stars: 1.5 }]) {
    assert.equal(mark(invalid), undefined);
  }
  for (const images of [[], ['file:///w/a.png'.repeat(9)], Array(MAX_DELETED + 1).fill('a')]) {
    assert.equal(parseFromPanel({ type: 'delete-images', images }), undefined);
  }
});

test('a pasted image is between 1 byte and 20 MiB of bytes', () => {
  const paste = (bytes: unknown) => parseFromPanel({ type: 'paste-image', bytes });
  assert.ok(paste(new Uint8Array(MAX_PASTED_BYTES)));
  assert.equal(paste(new Uint8Array(MAX_PASTED_BYTES + 1)), undefined);
  for (const invalid of [new Uint8Array(0), 'iVBORw0KGgo', [137, 80], { length: 3 }]) {
    assert.equal(paste(invalid), undefined);
  }
});

test('a region has valid strokes and a limited number of points', () => {
  const mark = (strokes: unknown) => parseFromPanel({ type: 'mark-region', image: 'a1', strokes });
  const brush = (count: number) => ({
    kind: 'brush',
    radius: 3,
    points: Array.from({ length: count }, () => [1, 2]),
  });
  for (const valid of [[], [MARK], [brush(MAX_REGION_POINTS)]]) assert.ok(mark(valid));
  for (const invalid of [
    undefined,
    MARK,
    [brush(0)],
    [brush(MAX_REGION_POINTS), MARK],
    [{ ...MARK, x: NaN }],
    [{ ...MARK, width: -1 }],
    [{ ...MARK, kind: 'file:///etc/passwd' }],
  ]) {
    assert.equal(mark(invalid), undefined);
  }
});

test('the largest message without image bytes stays under 1 MiB', () => {
  const widest = (length: number) => '\uffff'.repeat(length);
  const ask = {
    prompt: widest(MAX_PROMPT_LENGTH),
    model: widest(200),
    aspectRatio: widest(200),
    imageSize: widest(200),
    count: 8,
  };
  const largest = { type: 'run', ask };
  assert.deepEqual(parseFromPanel(largest), largest);
  assert.ok(Buffer.byteLength(JSON.stringify(largest)) < 1024 * 1024);
  const larger = { type: 'run', ask: { ...ask, prompt: widest(MAX_PROMPT_LENGTH + 1) } };
  assert.equal(parseFromPanel(larger), undefined);
});

test('drops strings with a missing name', () => {
  const [first, ...rest] = Object.entries(STRINGS_MESSAGE.strings);
  assert.ok(first);
  const incomplete = { ...STRINGS_MESSAGE, strings: Object.fromEntries(rest) };
  assert.equal(parseToPanel(incomplete), undefined);
});
