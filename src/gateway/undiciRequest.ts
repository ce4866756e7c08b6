import type { Dispatcher } from 'undici';
import { NodeDispatcher } from './nodeDispatcher.ts';
import type { ExchangeEvents } from './nodeExchange.ts';
import { request } from './undici.ts';

/**
 * Sends one request with undici's `request()` over node:https. The build makes a bundle of this file,
 * which the first run loads. The dispatcher is passed explicitly, so Node's global one stays as it was.
 *
 * @throws the socket's, the TLS, or the parser's error, or the reason of `options.signal`
 */
export function undiciRequest(
  options: Dispatcher.RequestOptions,
  events: ExchangeEvents,
): Promise<Dispatcher.ResponseData> {
  return request.call(new NodeDispatcher(events), options);
}
