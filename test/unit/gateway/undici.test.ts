/**
 * undici is loaded from private files (see src/gateway/undici.ts), which any update may move or change. These tests fail
 * then: at the build of the bundle, or at the exchange that it makes.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import * as esbuild from 'esbuild';
import type * as UndiciRequest from '../../../src/gateway/undiciRequest.ts';
import { startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
/** The public entry makes a bundle of more than 500 kB. */
const MAX_BUNDLE_BYTES = 60_000;

const folder = await mkdtemp(path.join(tmpdir(), 'easel-undici-'));
after(() => rm(folder, { recursive: true, force: true }));

const gateway = await startScriptedGateway();
after(() => gateway.close());

describe('the bundle that the first run loads', () => {
  const file = path.join(folder, 'undici.cjs');
  const globalDispatcher = (): unknown =>
    (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('undici.globalDispatcher.1')];
  let bundle: typeof UndiciRequest;

  test('builds from the private files of the installed undici, and stays small', async () => {
    await esbuild.build({
      entryPoints: [path.join(ROOT, 'src/gateway/undiciRequest.ts')],
      outfile: file,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node22',
      format: 'cjs',
      legalComments: 'none',
      logLevel: 'silent',
    });
    const { size } = await stat(file);
    assert.ok(size < MAX_BUNDLE_BYTES, `${size} bytes`);
  });

  test("leaves Node's global dispatcher as it was", () => {
    const before = globalDispatcher();
    bundle = createRequire(import.meta.url)(file) as typeof UndiciRequest;
    assert.equal(globalDispatcher(), before);
  });

  test('sends a request and returns its response', async () => {
    gateway.respond({ status: 201, headers: { 'x-test': 'yes' }, body: 'x'.repeat(300_000) });
    const { statusCode, headers, body } = await bundle.undiciRequest(optionsFor('hello'), SILENT);
    assert.deepEqual([statusCode, headers['x-test']], [201, 'yes']);
    assert.equal(await body.text(), 'x'.repeat(300_000));
    assert.equal(Buffer.from(gateway.requests.at(-1)?.body ?? []).toString(), 'hello');
  });

  test('rejects with the reason of an abort', async () => {
    gateway.respond({ fault: { kind: 'silent' } });
    const stop = new AbortController();
    const reason = new Error('stopped');
    const seen = gateway.requests.length;
    const exchange = bundle.undiciRequest({ ...optionsFor('x'), signal: stop.signal }, SILENT);
    await gateway.received(seen + 1);
    stop.abort(reason);
    await assert.rejects(exchange, reason);
  });
});

const SILENT = {
  certificateReceived: () => undefined,
  connected: () => undefined,
  sent: () => undefined,
  bodySent: () => undefined,
};

function optionsFor(text: string) {
  async function* body() {
    yield Buffer.from(text);
  }
  return {
    origin: gateway.origin,
    path: '/x',
    method: 'POST',
    headers: { 'content-length': String(text.length) },
    body: body() as unknown as Buffer,
  } as const;
}

test('one file of the sources imports the code of undici, and that file is loaded lazily', () => {
  const imports = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    return [...text.matchAll(/^(?:import|export) (?!type\b)[^;]*? from '([^']+)'/gm)].map(
      ([, specifier = '']) => ({ file: file.split(path.sep).join('/'), specifier }),
    );
  });
  assert.ok(imports.length > 100, 'the sources were read');
  const importersOf = (pattern: RegExp): readonly string[] => [
    ...new Set(imports.filter(({ specifier }) => pattern.test(specifier)).map(({ file }) => file)),
  ];
  assert.deepEqual(importersOf(/^undici/), ['src/gateway/undici.ts']);
  const bundled = importersOf(/\/undici\.ts$/);
  assert.deepEqual([...bundled].sort(), [
    'src/gateway/nodeDispatcher.ts',
    'src/gateway/undiciRequest.ts',
  ]);
  assert.deepEqual(importersOf(/\/nodeDispatcher\.ts$/), ['src/gateway/undiciRequest.ts']);
  assert.deepEqual(importersOf(/\/undiciRequest\.ts$/), [], 'only import() loads it');
});
