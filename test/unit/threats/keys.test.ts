/** Keys per entry and origin, and the keys that early versions stored per origin. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keyStore } from '../../../src/vscode/config/keys.ts';

const ORIGIN = 'https://relay.example';
const CHEAP = { gateway: 'cheap', origin: ORIGIN };
const FAST = { gateway: 'fast', origin: ORIGIN };
const KEY = 'sk-canary-0123456789abcdef';

function secrets(values: Readonly<Record<string, string>> = {}) {
  const stored = new Map(Object.entries(values));
  const state = { refuses: false };
  return {
    stored,
    state,
    get: async (name: string) => stored.get(name),
    store: async (name: string, value: string) => {
      if (state.refuses) throw new Error(`locked: ${value}`);
      stored.set(name, value);
    },
    delete: async (name: string) => {
      stored.delete(name);
    },
    keys: async () => [...stored.keys()],
  };
}

describe('two entries at one origin', () => {
  test('report-D3 have two keys, and removing one keeps the other', async () => {
    const keys = keyStore(secrets(), () => ['cheap', 'fast']);
    await keys.set(CHEAP, 'sk-cheap-1234');
    await keys.set(FAST, 'sk-fast-1234');
    assert.deepEqual(
      [await keys.get(CHEAP), await keys.get(FAST)],
      ['sk-cheap-1234', 'sk-fast-1234'],
    );
    await keys.remove(CHEAP);
    assert.deepEqual([await keys.get(CHEAP), await keys.get(FAST)], [undefined, 'sk-fast-1234']);
  });

  test('report-D3 have two keys for the session, too', async () => {
    const keys = keyStore(secrets());
    keys.setForSession(CHEAP, 'sk-cheap-1234');
    assert.equal(await keys.get(FAST), undefined);
  });

  test('report-D3 both keys are taken out of texts, and known at the origin alone', async () => {
    const store = secrets();
    const keys = keyStore(store);
    await keys.set(CHEAP, 'sk-cheap-1234');
    await keys.set({ ...CHEAP, header: 'x-secret' }, 'blue value');
    keys.setForSession(FAST, 'sk-fast-1234');
    const all = ['blue value', 'sk-cheap-1234', 'sk-fast-1234'];
    assert.deepEqual([...new Set(await keys.allAt(ORIGIN))].sort(), all);
    assert.deepEqual([...keys.inUse()].sort(), all);
    for (const other of [`${ORIGIN}.evil.example`, `${ORIGIN}:8443`, 'https://example'])
      assert.deepEqual(await keys.allAt(other), [], other);
    assert.deepEqual(
      await keyStore({ ...store, keys: () => Promise.reject(new Error()) }).allAt(ORIGIN),
      [],
    );
  });
});

describe('a key that an early version stored for an origin', () => {
  const early = { [`apiKey:${ORIGIN}`]: KEY };

  test('report-D3 moves once to the only entry there', async () => {
    const store = secrets(early);
    const keys = keyStore(store, (origin) => (origin === ORIGIN ? ['cheap'] : []));
    assert.equal(await keys.get(CHEAP), KEY);
    assert.deepEqual([...store.stored], [[`apiKey:cheap@${ORIGIN}`, KEY]]);
    assert.equal(await keys.get(CHEAP), KEY);
    assert.deepEqual(keys.inUse(), [KEY]);
  });

  test('report-D3 moves to no entry where two could be meant, and stays for later', async () => {
    const store = secrets(early);
    const ids = ['cheap', 'fast'];
    const keys = keyStore(store, () => ids);
    assert.deepEqual([await keys.get(CHEAP), await keys.get(FAST)], [undefined, undefined]);
    assert.deepEqual([...store.stored.keys()], [`apiKey:${ORIGIN}`]);
    ids.pop();
    assert.equal(await keys.get(CHEAP), KEY);
  });

  test('report-D3 moves to no entry that is at another origin, or not in the settings', async () => {
    const keys = keyStore(secrets(early), (origin) => (origin === ORIGIN ? ['cheap'] : ['fast']));
    assert.equal(await keys.get({ ...CHEAP, origin: 'https://other.example' }), undefined);
    assert.equal(await keys.get({ ...FAST, origin: 'https://other.example' }), undefined);
    assert.equal(await keys.get(FAST), undefined);
    assert.equal(await keys.get({ ...CHEAP, header: 'x-secret' }), undefined);
  });

  test('report-D3 works where the storage refuses to move it', async () => {
    const store = secrets(early);
    store.state.refuses = true;
    const keys = keyStore(store, () => ['cheap']);
    assert.equal(await keys.get(CHEAP), KEY);
    assert.deepEqual([...store.stored.keys()], [`apiKey:${ORIGIN}`]);
  });

  test('report-D3 does not replace the key of the entry', async () => {
    const store = secrets({ ...early, [`apiKey:cheap@${ORIGIN}`]: 'sk-own-1234' });
    const keys = keyStore(store, () => ['cheap']);
    assert.equal(await keys.get(CHEAP), 'sk-own-1234');
  });

  test('report-D3 stays where another entry at the origin still needs it', async () => {
    const store = secrets({ ...early, [`apiKey:cheap@${ORIGIN}`]: 'sk-own-1234' });
    const ids = ['cheap', 'fast'];
    const keys = keyStore(store, () => ids);
    assert.equal(await keys.remove(CHEAP), true);
    assert.equal(await keys.get(CHEAP), undefined);
    ids.shift();
    assert.equal(await keys.get(FAST), KEY);
  });

  test('report-D3 goes with the key of an entry if the others have keys of their own', async () => {
    const own = { [`apiKey:fast@${ORIGIN}`]: 'sk-fast-1234' };
    const store = secrets({ ...early, ...own, [`apiKey:cheap@${ORIGIN}`]: 'sk-own-1234' });
    const keys = keyStore(store, () => ['cheap', 'fast']);
    assert.equal(await keys.remove(CHEAP), true);
    assert.deepEqual(Object.fromEntries(store.stored), own);
  });

  test('report-D3 stays when the key of an entry that was never added is removed', async () => {
    for (const ids of [['cheap'], []]) {
      const store = secrets({ ...early, [`apiKey:new@${ORIGIN}`]: 'sk-new-1234' });
      const keys = keyStore(store, () => ids);
      assert.equal(await keys.remove({ gateway: 'new', origin: ORIGIN }), true);
      assert.deepEqual(Object.fromEntries(store.stored), early);
    }
  });

  test('report-D3 does not come back after the key of the entry was removed', async () => {
    const store = secrets({ ...early, [`apiKey:cheap@${ORIGIN}`]: 'sk-own-1234' });
    const keys = keyStore(store, () => ['cheap']);
    assert.equal(await keys.remove(CHEAP), true);
    assert.equal(await keys.get(CHEAP), undefined);
    assert.deepEqual([...store.stored], []);
  });

  test('report-D2 loses the quotes it was stored with, and both forms are taken out of texts', async () => {
    const keys = keyStore(secrets({ [`apiKey:${ORIGIN}`]: `"${KEY}"` }), () => ['cheap']);
    assert.equal(await keys.get(CHEAP), KEY);
    assert.deepEqual([...keys.inUse()].sort(), [`"${KEY}"`, KEY]);
  });
});

test('report-D4 a header’s secret is stored beside the key, and neither is taken for the other', async () => {
  const store = secrets();
  const keys = keyStore(store);
  const owner = { ...CHEAP, header: 'x-secret' };
  await keys.set(owner, ' Bearer blue \n');
  assert.equal(await keys.get(owner), 'Bearer blue');
  assert.equal(await keys.get(CHEAP), undefined);
  assert.equal(await keys.get({ ...owner, gateway: 'fast' }), undefined);
  assert.deepEqual([...store.stored.keys()], [`header:cheap@${ORIGIN}/x-secret`]);
  await keys.remove(CHEAP);
  assert.equal(await keys.get(owner), 'Bearer blue');
  await keys.remove(owner);
  assert.deepEqual([...store.stored], []);
});

test('a change of a key is reported, also one of another window, until the listener is disposed', async () => {
  const others = new Set<() => void>();
  const store = {
    ...secrets(),
    onDidChange: (listener: () => void) => {
      others.add(listener);
      return { dispose: () => void others.delete(listener) };
    },
  };
  const keys = keyStore(store);
  let changes = 0;
  const watcher = keys.onDidChange(() => {
    changes += 1;
  });
  await keys.set(CHEAP, 'sk-cheap-1234');
  assert.equal(changes, 1);
  keys.setForSession(FAST, 'sk-fast-1234');
  assert.equal(changes, 2);
  await keys.remove(CHEAP);
  assert.equal(changes, 3);
  for (const listener of others) listener();
  assert.equal(changes, 4);
  watcher.dispose();
  await keys.set(CHEAP, 'sk-cheap-1234');
  assert.deepEqual([changes, others.size], [4, 0]);
});
