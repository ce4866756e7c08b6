import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError } from '../../../src/errors.ts';
import { keyStore } from '../../../src/vscode/config/keys.ts';
import { createLog } from '../../../src/run/report/log.ts';
import { contentSecurityPolicy } from '../../../src/page/html.ts';
import { panelMemory } from '../../../src/panel/memory/memory.ts';
import { parseFromPanel } from '../../../src/panel/protocol.ts';
import { filesWith } from '../../support/sources.ts';

const RUNS = { numRuns: 1000 };
const A = { gateway: 'a', origin: 'https://a.example' };
const B = { gateway: 'b', origin: 'https://b.example' };
const KEY = 'sk-canary-0123456789abcdef';

test('threat-T15 no tooltip or hover can contain a link or a beacon, because Easel shows no Markdown', () => {
  const markdown = /MarkdownString|isTrusted\s*=|supportHtml|enableCommandUris/;
  assert.deepEqual(filesWith(markdown, 'src/**/*.ts'), []);
});

describe('the log', () => {
  /** Returns the line that the log's channel gets. */
  function logged(event: string, facts: Readonly<Record<string, unknown>>): string {
    const lines: string[] = [];
    const write = (line: string) => lines.push(line);
    const channel = { info: write, error: write, show: () => undefined };
    const log = createLog(channel, () => [KEY]);
    log.event(event, facts);
    assert.equal(lines.length, 1);
    return lines[0] ?? '';
  }

  test('threat-T16 writes one line without characters that control a terminal or an editor', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, text) => {
        const line = logged(name, { text, [text]: [text] });
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        assert.ok(line.length >= name.length + text.length, 'nothing is left out');
      }),
      RUNS,
    );
  });

  test('threat-T23 writes no key, in any spelling and any place', () => {
    const spellings = [
      KEY,
      encodeURIComponent(KEY),
      Buffer.from(KEY).toString('base64'),
      Array.from(KEY).reverse().join(''),
    ];
    for (const spelling of spellings) {
      const line = logged('run', {
        text: `"${spelling}"`,
        deep: [{ url: `https://a.example/?key=${spelling}&x` }],
        json: JSON.stringify({ key: spelling }),
      });
      assert.ok(!line.includes(spelling), line);
      assert.match(line, /^run: text=.+ deep=.+ json=.+/, 'the facts are kept');
    }
  });
});

describe('the panel', () => {
  test('threat-T19 makes no HTML of text', () => {
    const html = /innerHTML|outerHTML|insertAdjacentHTML|unsafe(?:HTML|Static)/;
    assert.deepEqual(filesWith(html, 'media/**/*.ts', 'src/{page,panel,vscode}/**/*.ts'), []);
  });

  test('threat-T19 has a policy that lets nothing in or out', () => {
    const policy = contentSecurityPolicy({ cspSource: 'SOURCE', nonce: 'NONCE' });
    assert.match(policy, /^default-src 'none'; /);
    assert.match(policy, /script-src 'nonce-NONCE'/);
    for (const closed of ['base-uri', 'form-action']) {
      assert.ok(policy.includes(`${closed} 'none'`), closed);
    }
    assert.doesNotMatch(policy, /unsafe|\*|https?:|data:|connect-src|frame-src/);
  });

  test('threat-T20 ignores 1,000 arbitrary messages', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withMap: true }), (value) => {
        assert.equal(parseFromPanel(value), undefined);
      }),
      RUNS,
    );
  });

  test('threat-T24 stores no key that was pasted into a prompt, and keeps the names of files', () => {
    let stored: unknown;
    const update = async (_: string, value: unknown) => {
      stored = value;
    };
    const store = { get: () => undefined, update };
    const prompt = `a cat ${KEY}`;
    const told = { model: 'm', aspectRatio: 'auto', imageSize: 'auto', facts: '', warnings: [] };
    const made = { ...told, prompt, images: [] };
    const folder = 'file:///sk-folder-of-mine';
    const results = [{ uri: `${folder}/b.png`, made }, { uri: `${folder}/c.png` }];
    const images = [`${folder}/a.png`];
    const deletion = { id: 'd1', text: '', files: [], order: [], images: [], sources: {} };
    panelMemory(store, () => [KEY]).remember({
      ...{ images, results, prompts: [prompt] },
      deletions: [{ ...deletion, results }],
    });
    const clean = 'a cat •••';
    const cleaned = [{ ...results[0], made: { ...made, prompt: clean } }, results[1]];
    assert.deepEqual(stored, {
      ...{ images, results: cleaned, prompts: [clean] },
      deletions: [{ ...deletion, results: cleaned }],
    });
  });

  test('threat-T21 ignores a manipulated state, and restores only what it knows', () => {
    const memory = (stored: unknown) =>
      panelMemory(
        {
          get: () => stored,
          update: () => Promise.resolve(),
        },
        () => [],
      );
    const nothing = { images: [], results: [] };
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        assert.deepEqual(memory(stored).recall(), nothing);
      }),
      RUNS,
    );
    const stored = { images: ['file:///a.png'], results: [], key: KEY, prompt: 'secret' };
    assert.deepEqual(memory(stored).recall(), { images: ['file:///a.png'], results: [] });
  });
});

describe('the key store', () => {
  /** Imitates VS Code's secret storage. While it is locked, it throws. */
  function secrets() {
    const values = new Map<string, string>();
    const state = { locked: false };
    const guard = <T>(value: T): Promise<T> =>
      state.locked ? Promise.reject(new Error(`locked: ${KEY}`)) : Promise.resolve(value);
    return {
      values,
      state,
      get: (name: string) => guard(values.get(name)),
      store: (name: string, value: string) =>
        guard(undefined).then(() => void values.set(name, value)),
      delete: (name: string) => guard(undefined).then(() => void values.delete(name)),
    };
  }

  test('threat-T01 keeps a key for one entry at one origin alone', async () => {
    const store = secrets();
    const keys = keyStore(store);
    assert.equal(await keys.set(A, `  ${KEY}\n`), true);
    assert.equal(await keys.get(A), KEY);
    assert.equal(await keys.get(B), undefined);
    for (const origin of [`${A.origin}:8443`, B.origin, 'http://a.example']) {
      assert.equal(await keys.get({ ...A, origin }), undefined, origin);
    }
    assert.equal(await keys.get({ ...B, origin: A.origin }), undefined, 'another entry');
    assert.deepEqual([...store.values], [['apiKey:a@https://a.example', KEY]]);
    assert.equal(await keys.remove(A), true);
    assert.deepEqual([...store.values], []);
  });

  test('fault-153 has no key when the storage dropped it, and does not throw', async () => {
    const store = secrets();
    const keys = keyStore(store);
    await keys.set(A, KEY);
    store.values.clear();
    assert.equal(await keys.get(A), undefined);
  });

  test('fault-153 stores nothing in a locked storage, but keeps a key for the session if asked to', async () => {
    const store = secrets();
    const keys = keyStore(store);
    store.state.locked = true;
    assert.equal(await keys.get(A), undefined);
    assert.equal(await keys.set(A, KEY), false);
    assert.equal(await keys.get(A), undefined, 'not stored anywhere');
    keys.setForSession(A, KEY);
    assert.equal(await keys.get(A), KEY);
    assert.equal(await keys.get(B), undefined);
    assert.deepEqual([...store.values], []);
    assert.equal(await keys.remove(A), false);
    assert.equal(await keys.get(A), undefined, 'the session’s key is gone');
  });

  test("fault-153 replaces the session's key by one that is stored later", async () => {
    const store = secrets();
    const keys = keyStore(store);
    keys.setForSession(A, KEY);
    await keys.set(A, `${KEY}-2`);
    assert.equal(await keys.get(A), `${KEY}-2`);
    assert.deepEqual([...keys.inUse()].sort(), [KEY, `${KEY}-2`]);
  });

  for (const [what, key, position] of [
    ['a zero-width space', 'sk-a\u200bb', 5],
    ['a line break', 'sk-a\nb', 5],
    ['a space', 'sk-a b', 5],
    ['a no-break space', 'sk-abc\u00a0d', 7],
    ['a NUL', '\u0000sk-abc', 1],
    ['a letter of another script', 'sk-аbc', 4],
    ['only spaces', '   ', 1],
  ] as const) {
    test(`threat-T23 refuses a key with ${what}, names the position, and quotes nothing`, async () => {
      const keys = keyStore(secrets());
      const refused = (error: unknown) => {
        assert.ok(error instanceof CheckError);
        assert.deepEqual(error.problem, { kind: 'bad-key', position });
        assert.ok(!error.message.includes('sk-'));
        return true;
      };
      await assert.rejects(keys.set(A, key), refused);
      assert.throws(() => {
        keys.setForSession(A, key);
      }, refused);
    });
  }
});
