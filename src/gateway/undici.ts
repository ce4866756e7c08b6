/**
 * The only file that imports undici's code. Everything else takes its types alone.
 *
 * It imports two private files instead of undici's public entry. Measured on 27 Nov 2026 with undici
 * 7.30.2 and Node 24.21: the minified bundle of undiciRequest.ts, fastest of 40 loads, two busy cores.
 *
 * | imports       | bundle | load   |
 * | ------------- | -----: | -----: |
 * | private files |  37 kB |  19 ms |
 * | public entry  | 538 kB | 103 ms |
 *
 * The public entry also replaces the process-wide dispatcher that Node's own fetch uses, which belongs to
 * every extension in the host, and its clients open sockets that bypass VS Code's proxy (see
 * nodeDispatcher.ts).
 *
 * An update of undici may move or change private files. test/unit/gateway/undici.test.ts fails then: it
 * builds this bundle and sends a real request through it.
 */
import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import WrapHandler from 'undici/lib/handler/wrap-handler.js';

/** undici's `request()` (https://undici.nodejs.org/#/docs/api/Dispatcher), to be called on a dispatcher. */
export { request };

/** Gives a handler undici's current method names: `request()` still passes one with the older ones. */
export function wrapHandler(handler: Dispatcher.DispatchHandler): WrappedHandler {
  return WrapHandler.wrap(handler);
}
export type WrappedHandler = ReturnType<(typeof WrapHandler)['wrap']>;
