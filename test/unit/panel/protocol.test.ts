import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { MOST_RUNS_AT_ONCE } from '../../../src/run/plan/options.ts';
import {
  LONGEST_PROMPT,
  MOST_PASTED_BYTES,
  MOST_REQUESTS,
  parseFromPanel,
  parseToPanel,
  type FromPanel,
} from '../../../src/panel/protocol.ts';
import { MOST_REGION_POINTS } from '../../../src/panel/region/protocol.ts';
import { STRING_NAMES } from '../../../src/panel/stringsProtocol.ts';

const ASK = { prompt: 'make it gray', model: 'm', aspectRatio: 'auto', imageSize: '2K', count: 3 };

const MARK = { kind: 'rectangle' as const, x: 1, y: 2, width: 3, height: 4 };

const EVERY_MESSAGE: readonly FromPanel[] = [
  { type: 'ready' },
  { type: 'run', ask: ASK },
  { type: 'cancel', run: 'a1' },
  { type: 'cancel-all' },
  { type: 'choose-images', role: 'reference' },
  { type: 'remove-image', image: 'a1' },
  { type: 'move-image', image: 'a1', to: 2 },
  { type: 'drop-images', addresses: ['file:///w/a.png'] },
  { type: 'paste-image', bytes: new Uint8Array([1, 2, 3]) },
  { type: 'image', image: 'a1', action: 'use-as-source' },
  { type: 'choose-model' },
  { type: 'set-up', action: 'open-folder' },
  { type: 'follow', failure: 'a1', action: 'set-key' },
  { type: 'take-offer', failure: 'a1' },
  { type: 'dismiss', failure: 'a1' },
  { type: 'history', query: { search: 'cat', most: 50 } },
  { type: 'history-close' },
  { type: 'history-entry', entry: 'a1', action: 'reuse' },
  { type: 'history-result', entry: 'a1', result: 0, action: 'open' },
  { type: 'history-clear' },
  { type: 'encoded', request: 'a1', bytes: new Uint8Array([1, 2, 3]) },
  { type: 'not-encoded', request: 'a1' },
  { type: 'measure', result: 'a1' },
  { type: 'saved-prompts' },
  { type: 'save-prompt', prompt: 'make it gray' },
  { type: 'delete-prompt', prompt: 'a1' },
  { type: 'mark-region', image: 'a1', strokes: [MARK] },
];

/** Arbitrary values, bare and inside what looks like a message. */
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
  .tuple(fc.constantFrom(...EVERY_MESSAGE), fc.string(), anything)
  .map(([message, name, value]) => ({ ...message, [name === '' ? 'type' : name]: value }));

/** A message of the panel's with one of its values of another kind. */
const damagedMessage = fc
  .tuple(
    fc
      .constantFrom(...EVERY_MESSAGE)
      .chain((message) =>
        fc.constantFrom(...Object.keys(message)).map((name) => [message, name] as const),
      ),
    anything.filter((value) => !['string', 'number'].includes(typeof value) && !isList(value)),
  )
  .map(([[message, name], value]) => ({ ...message, [name]: value }));

function isList(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

test('every message of the panel arrives as it was sent', () => {
  for (const message of EVERY_MESSAGE) {
    assert.deepEqual(parseFromPanel(structuredClone(message)), message);
  }
});

test('1,000 arbitrary values are dropped, and none throws', () => {
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

test('cycles, proxies and getters that throw are dropped', () => {
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

test('the panel can name neither a path nor an address, nor anything besides', () => {
  for (const extra of [{ uri: 'file:///etc/passwd' }, { images: ['https://a.test/x.png'] }]) {
    assert.equal(parseFromPanel({ type: 'run', ask: { ...ASK, ...extra } }), undefined);
    assert.equal(parseFromPanel({ type: 'ready', ...extra }), undefined);
  }
  const path = `file:///${'x'.repeat(64)}`;
  assert.equal(parseFromPanel({ type: 'image', image: path, action: 'open' }), undefined);
});

test('a run is of one to eight requests', () => {
  const run = (count: unknown) => parseFromPanel({ type: 'run', ask: { ...ASK, count } });
  assert.equal(MOST_REQUESTS, MOST_RUNS_AT_ONCE);
  for (const count of [1, MOST_REQUESTS]) assert.ok(run(count));
  for (const count of [0, 9, 1.5, '2', undefined, NaN]) assert.equal(run(count), undefined);
});

test('a pasted picture is bytes, some, and of 20 MiB at most', () => {
  const paste = (bytes: unknown) => parseFromPanel({ type: 'paste-image', bytes });
  assert.ok(paste(new Uint8Array(MOST_PASTED_BYTES)));
  assert.equal(paste(new Uint8Array(MOST_PASTED_BYTES + 1)), undefined);
  for (const no of [new Uint8Array(0), 'iVBORw0KGgo', [137, 80], { length: 3 }]) {
    assert.equal(paste(no), undefined);
  }
});

test('a mark is of strokes that a hand makes, and not too many of them', () => {
  const mark = (strokes: unknown) => parseFromPanel({ type: 'mark-region', image: 'a1', strokes });
  const brush = (count: number) => ({
    kind: 'brush',
    radius: 3,
    points: Array.from({ length: count }, () => [1, 2]),
  });
  for (const yes of [[], [MARK], [brush(MOST_REGION_POINTS)]]) assert.ok(mark(yes));
  for (const no of [
    undefined,
    MARK,
    [brush(0)],
    [brush(MOST_REGION_POINTS), MARK],
    [{ ...MARK, x: NaN }],
    [{ ...MARK, width: -1 }],
    [{ ...MARK, kind: 'file:///etc/passwd' }],
  ]) {
    assert.equal(mark(no), undefined);
  }
});

test('the largest message but a picture is under 1 MiB', () => {
  const widest = (length: number) => '\uffff'.repeat(length);
  const ask = {
    prompt: widest(LONGEST_PROMPT),
    model: widest(200),
    aspectRatio: widest(200),
    imageSize: widest(200),
    count: 8,
  };
  const largest = { type: 'run', ask };
  assert.deepEqual(parseFromPanel(largest), largest);
  assert.ok(Buffer.byteLength(JSON.stringify(largest)) < 1024 * 1024);
  const larger = { type: 'run', ask: { ...ask, prompt: widest(LONGEST_PROMPT + 1) } };
  assert.equal(parseFromPanel(larger), undefined);
});

test('the words for the panel are all there, or they are not taken', () => {
  const strings = Object.fromEntries(STRING_NAMES.map((name) => [name, name]));
  const starters = [{ operation: 'edit', label: 'l', prompt: 'p' }];
  const message = { type: 'strings', strings, starters };
  assert.deepEqual(parseToPanel(message), message);
  const [first, ...rest] = Object.entries(strings);
  assert.ok(first);
  const incomplete = { type: 'strings', strings: Object.fromEntries(rest), starters };
  assert.equal(parseToPanel(incomplete), undefined);
});
