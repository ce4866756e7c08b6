import http from 'node:http';
import https from 'node:https';
import { randomBytes } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { USER_AGENT } from '../version.ts';
import { NodeExchange, type ExchangeEvents } from './nodeExchange.ts';
import { wrapHandler } from './undici.ts';

/**
 * An undici dispatcher that sends each request over node:https.
 *
 * VS Code applies the user's proxy, PAC file, system certificates, and Kerberos to node:http and
 * node:https, and to nothing that undici's own sockets use. So undici provides the client API, abort, and
 * back-pressure, and node:https provides the connection. It never passes an `agent`, which would bypass
 * the proxy under `http.proxySupport: on`, and it follows no redirect.
 */
export class NodeDispatcher implements Pick<Dispatcher, 'dispatch'> {
  readonly #events: ExchangeEvents;

  constructor(events: ExchangeEvents) {
    this.#events = events;
  }

  dispatch(options: Dispatcher.DispatchOptions, rawHandler: Dispatcher.DispatchHandler): boolean {
    const handler = wrapHandler(rawHandler);
    // Joined as text: resolved against the origin, a path that begins with `//` would name another host.
    const url = new URL(`${String(options.origin)}${options.path}`);
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: options.method,
      headers: withUserAgent(options.headers as http.OutgoingHttpHeaders),
      // A pooled socket that the gateway has just closed would make a free failure look like a broken
      // paid request. An agent pools by this value too, so a random one always gets a fresh connection.
      // OpenSSL takes 32 bytes at most.
      ...(url.protocol === 'https:' ? { sessionIdContext: randomBytes(16).toString('hex') } : {}),
    });
    const exchange = new NodeExchange({ request, handler, events: this.#events });
    if (exchange.start()) void exchange.send(options.body as AsyncIterable<Uint8Array> | null);
    return true;
  }
}

/** A gateway's own header wins, however its name is spelled: Node would send both spellings as one, the last. */
function withUserAgent(headers: http.OutgoingHttpHeaders): http.OutgoingHttpHeaders {
  const hasOwn = Object.keys(headers).some((name) => name.toLowerCase() === 'user-agent');
  return hasOwn ? headers : { ...headers, 'user-agent': USER_AGENT };
}
