import type { Dispatcher as DispatcherType } from 'undici';
import request from 'undici/lib/api/api-request.js';
import { NodeDispatcher, type ExchangeEvents } from './nodeDispatcher.ts';

/**
 * undici's `request()` for one exchange over node:https. A bundle of its own, loaded with the
 * first run; the dispatcher is passed explicitly and Node's global one stays as it was.
 */
export function undiciRequest(
  options: DispatcherType.RequestOptions,
  events: ExchangeEvents,
): Promise<DispatcherType.ResponseData<unknown>> {
  return request.call(new NodeDispatcher(events), options);
}
