// undici publishes types for its index only. Its index also sets the process-wide dispatcher that Node's own fetch uses,
// and brings 700 KB of clients that must not be used here (see nodeDispatcher.ts); these three files are what is left.
declare module 'undici/lib/api/api-request.js' {
  import type { Dispatcher } from 'undici';
  const request: Dispatcher['request'];
  export default request;
}
declare module 'undici/lib/dispatcher/dispatcher.js' {
  import { Dispatcher } from 'undici';
  export default Dispatcher;
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
