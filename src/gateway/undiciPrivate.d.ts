// Types for the private files that undici.ts imports. undici publishes types for its index only.
declare module 'undici/lib/api/api-request.js' {
  import type { Dispatcher } from 'undici';
  /** Only ever calls the `dispatch` of its `this`. */
  const request: (
    this: Pick<Dispatcher, 'dispatch'>,
    options: Dispatcher.RequestOptions,
  ) => Promise<Dispatcher.ResponseData>;
  export default request;
}
declare module 'undici/lib/handler/wrap-handler.js' {
  import type { Dispatcher } from 'undici';
  type Complete = Required<
    Pick<
      Dispatcher.DispatchHandler,
      'onRequestStart' | 'onResponseStart' | 'onResponseData' | 'onResponseEnd' | 'onResponseError'
    >
  >;
  const WrapHandler: { wrap(handler: Dispatcher.DispatchHandler): Complete };
  export default WrapHandler;
}
