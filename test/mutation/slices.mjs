/**
 * The rooms that decide about money, loss, and keys, each with the tests that guard it. A slice runs alone: every
 * survivor runs all tests of its slice, so a slice names the tests that should notice and no others. A pattern with `!`
 * leaves files out.
 *
 * @type {Readonly<Record<string, { mutate: string[], tests: string[] }>>}
 */
export const SLICES = {
  redact: {
    mutate: ['src/text/redact.ts'],
    tests: ['test/unit/text/*.test.ts'],
  },
  breaker: {
    mutate: ['src/route/breaker/*.ts'],
    tests: ['test/unit/route/breaker/*.test.ts', 'test/unit/run/breakerGate.test.ts'],
  },
  gateway: {
    mutate: ['src/gateway/*.ts', '!src/gateway/*.d.ts'],
    tests: [
      'test/unit/gateway/*.test.ts',
      'test/unit/faults/{connect,halfSent}.test.ts',
      'test/unit/faults/reply/{bodySize,brokenBody,redirects,status}.test.ts',
    ],
  },
  disk: {
    mutate: ['src/disk/**/*.ts'],
    // The storm takes a minute, and other tests notice the same.
    tests: ['test/unit/disk/**/*.test.ts', '!test/unit/disk/lockStorm.test.ts'],
  },
  spool: {
    mutate: ['src/spool/*.ts'],
    tests: ['test/unit/spool/*.test.ts', 'test/unit/faults/{diskDuringRun,downloadAgain}.test.ts'],
  },
  plan: {
    mutate: ['src/run/{batch,consent,plan,quick,report}/*.ts'],
    tests: ['test/unit/run/{batch,consent,plan,quick,report}/*.test.ts'],
  },
  run: {
    mutate: ['src/run/*.ts'],
    tests: [
      'test/unit/run/**/*.test.ts',
      'test/unit/faults/{cancel,diskDuringRun,downloadAgain,downloadDisk,downloadKeys}.test.ts',
      'test/unit/faults/reply/{brokenBody,hostedFiles,images,notAReply}.test.ts',
    ],
  },
};
