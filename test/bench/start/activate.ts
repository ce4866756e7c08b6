/**
 * One start of the extension, as the extension host does it: `require` of the bundle, `activate()`.
 * Answers with a {@link Start}.
 */
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
  /** Loading the rest, at the first command. */
  readonly firstUseMs: number;
  /** Calls of the file system and the network, other than the loader's reading of the bundle. */
  readonly io: readonly string[];
}

/** Loaded in every extension host before any extension is. */
const HOST_MODULES = [
  ...['node:buffer', 'node:crypto', 'node:dns', 'node:events', 'node:fs', 'node:fs/promises'],
  ...['node:http', 'node:https', 'node:net', 'node:os', 'node:path', 'node:stream', 'node:tls'],
  ...['node:stream/promises', 'node:timers/promises', 'node:url', 'node:util', 'node:zlib'],
  ...['node:async_hooks', 'node:diagnostics_channel', 'node:perf_hooks', 'node:querystring'],
];

/** Counts every call of a module's functions. */
function watch(module: object, name: string, seen: string[]): void {
  const functions = module as Record<string, unknown>;
  for (const [key, original] of Object.entries(functions)) {
    if (typeof original !== 'function' || /^[A-Z]|^_/.test(key)) continue;
    const call = original as (...args: unknown[]) => unknown;
    functions[key] = (...args: unknown[]) => {
      seen.push(`${name}.${key} ${path.basename(String(args[0]))}`);
      return call.apply(module, args);
    };
  }
}

/** How Node's loader looks at and reads a file that is required. */
const LOADER = new RegExp(`^fs\\.\\w+ ${path.basename(bundle)}$|^fs\\.\\w+ package.json$`);

const watched = process.argv[2] === 'watched';
const require = createRequire(import.meta.url);
for (const name of HOST_MODULES) require(name);
const parts = { settings: {}, secrets: {}, files: new Map(), storage: os.tmpdir() };
installVscode(parts);
const context = extensionContext(parts);

const seen: string[] = [];
if (watched) {
  watch(fs, 'fs', seen);
  watch(fsPromises, 'fs/promises', seen);
  watch(net.Socket.prototype, 'net', seen);
}
const began = performance.now();
const extension = require(bundle) as Extension;
const required = performance.now();
const api = extension.activate(context);
const activated = performance.now();
// What activation leaves to a later turn is seen too.
await new Promise((resolve) => setTimeout(resolve, 50));

const io = seen.filter((call) => !LOADER.test(call));

const asked = performance.now();
await api.run({ prompt: '' });
const start: Start = {
  requireMs: required - began,
  activateMs: activated - required,
  firstUseMs: performance.now() - asked,
  io,
};
process.send?.(start, () => process.exit());
