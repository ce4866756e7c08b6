/** A process that starts the extension as the extension host does: `require` of the bundle, `activate()`. Its message is a {@link Start}. */
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { bundle, type Extension } from '../clients/easel.ts';
import { extensionContext, installVscode } from './vscodeStub.ts';

export interface Start {
  readonly requireMs: number;
  readonly activateMs: number;
  /** Loads the rest, with the first command. */
  readonly firstUseMs: number;
  /** Calls to the file system and the network, except those with which Node loads the bundle. */
  readonly io: readonly string[];
}

/** Modules that every extension host has loaded before any extension. */
const HOST_MODULES = [
  ...['node:buffer', 'node:crypto', 'node:dns', 'node:events', 'node:fs', 'node:fs/promises'],
  ...['node:http', 'node:https', 'node:net', 'node:os', 'node:path', 'node:stream', 'node:tls'],
  ...['node:stream/promises', 'node:timers/promises', 'node:url', 'node:util', 'node:zlib'],
  ...['node:async_hooks', 'node:diagnostics_channel', 'node:perf_hooks', 'node:querystring'],
];

/** Records every call to a function of a module. */
function recordCalls(module: object, name: string, calls: string[]): void {
  const functions = module as Record<string, unknown>;
  for (const [key, original] of Object.entries(functions)) {
    if (typeof original !== 'function' || /^[A-Z]|^_/.test(key)) continue;
    const call = original as (...args: unknown[]) => unknown;
    functions[key] = (...args: unknown[]) => {
      calls.push(`${name}.${key} ${path.basename(String(args[0]))}`);
      return call.apply(module, args);
    };
  }
}

/** The calls with which Node loads a required file. */
const LOADER = new RegExp(`^fs\\.\\w+ ${path.basename(bundle)}$|^fs\\.\\w+ package.json$`);

const recordsCalls = process.argv[2] === 'recorded';
const require = createRequire(import.meta.url);
for (const name of HOST_MODULES) require(name);
const parts = { settings: {}, secrets: {}, files: new Map(), storage: os.tmpdir() };
installVscode(parts);
const context = extensionContext(parts);

const calls: string[] = [];
if (recordsCalls) {
  recordCalls(fs, 'fs', calls);
  recordCalls(fsPromises, 'fs/promises', calls);
  recordCalls(net.Socket.prototype, 'net', calls);
}
const started = performance.now();
const extension = require(bundle) as Extension;
const required = performance.now();
const api = extension.activate(context);
const activated = performance.now();
// Records what activation does in a later turn too.
await new Promise((resolve) => setTimeout(resolve, 50));

const io = calls.filter((call) => !LOADER.test(call));

const firstUse = performance.now();
await api.run({ prompt: '' });
const start: Start = {
  requireMs: required - started,
  activateMs: activated - required,
  firstUseMs: performance.now() - firstUse,
  io,
};
process.send?.(start, () => process.exit());
