/** Guards that keep a run from paying twice or in the wrong place. */
export const MONEY_MUTANTS = [
  {
    name: 'no redirect of the paid POST',
    file: 'src/reply/readReply.ts',
    guard: 'return status >= 300 && status < 400 && status !== 304;',
    without: 'return status > 999;',
    tests: ['test/unit/faults/reply/redirects.test.ts'],
  },
  {
    name: 'an open breaker',
    file: 'src/run/breakerGate.ts',
    guard: "if (phase.kind === 'closed') return false;",
    without: 'return false;',
    tests: ['test/unit/run/breakerGate.test.ts'],
  },
  {
    name: 'one attempt after sending',
    file: 'src/gateway/postUntilSent.ts',
    guard: '!(error instanceof ConnectError) || !PASSING.has(error.reason)',
    without: 'false',
    tests: ['test/unit/gateway/postUntilSent.test.ts'],
  },
  {
    name: 'a new connection for each POST',
    file: 'src/gateway/post.ts',
    guard: "connection: 'close',",
    without: '',
    tests: ['test/unit/gateway/post.test.ts'],
  },
  {
    name: 'the host of the request',
    file: 'src/gateway/nodeDispatcher.ts',
    guard: 'new URL(`${String(options.origin)}${options.path}`)',
    without: 'new URL(options.path, options.origin)',
    tests: ['test/unit/gateway/post.test.ts'],
  },
  {
    name: 'the size limit of a request',
    file: 'src/request/body.ts',
    guard: 'contentLength > maxBytes',
    without: 'false',
    tests: ['test/unit/request/body.test.ts'],
  },
];
