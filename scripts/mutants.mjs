// Takes the guards out of a copy of the sources, one at a time, and expects the tests that are named with each to fail.
// A guard that can go without a test failing is a guard that nobody would miss.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureProject, handedOver } from './ensure.mjs';
import { orFail, root } from './steps.mjs';

/** Name, file, what stands there, what stands there without the guard, and the tests that must notice. */
const MUTANTS = [
  [
    'pixels that unpack to more than the header says',
    'src/image/pixels/codec.ts',
    'decodePng(pixelChunksOnly(file))',
    'decodePng(file)',
    ['test/unit/image/pixels/hostilePng.test.ts'],
  ],
  [
    'more values than any reply has',
    'src/reply/parse/documents.ts',
    'documents.values.length > MOST_VALUES ? TOO_MANY : documents',
    'documents',
    ['test/unit/reply/hostileReply.test.ts'],
  ],
  [
    'nothing beyond the feather',
    'src/run/plan/region.ts',
    'feather: FEATHER',
    'feather: 32',
    ['test/unit/run/plan/region.test.ts'],
  ],
  [
    'the paid picture is kept until what was made of it is published',
    'src/run/saveImages.ts',
    'for (const { bytes, ...known } of finished.files) {',
    "entry.saved = 'early'; for (const { bytes, ...known } of finished.files) {",
    ['test/unit/run/plan/region.test.ts'],
  ],
  [
    'redirect',
    'src/reply/readReply.ts',
    'raw.status >= 300 && raw.status < 400',
    'raw.status > 999',
    ['test/unit/faults/status.test.ts'],
  ],
  [
    'cap',
    'src/reply/receive/decodeBody.ts',
    'if (total > MOST_REPLY_BYTES) throw new TooLargeBody();',
    '',
    ['test/unit/faults/body.test.ts'],
  ],
  [
    'whole images only',
    'src/reply/choose/embeddedImages.ts',
    "payload.end === 'complete' && payload.facts?.whole === true",
    'payload.facts !== undefined',
    ['test/unit/reply/shapes.test.ts'],
  ],
  [
    'exclusive create',
    'src/disk/publishFile.ts',
    "'wx'",
    "'w'",
    ['test/unit/spool/save.test.ts', 'test/unit/faults/disk.test.ts'],
  ],
  [
    'redaction',
    'src/text/redact.ts',
    'if (key.length < 4) continue;',
    'continue;',
    ['test/unit/text/sanitize.test.ts'],
  ],
  [
    'foreign text',
    'src/text/sanitize.ts',
    ".replaceAll('](', '] (')",
    '',
    ['test/unit/text/sanitize.test.ts'],
  ],
  [
    'breaker',
    'src/run/breakerGate.ts',
    "if (phase.kind === 'closed') return false;",
    'return false;',
    ['test/unit/run/breakerGate.test.ts'],
  ],
  [
    'scope of hosts',
    'src/catalog/baseUrl.ts',
    "url.protocol === 'http:' && !isOwnHost(url.hostname)",
    'false',
    ['test/unit/catalog/gateways.test.ts'],
  ],
  [
    'scope of settings',
    'package.json',
    '"scope": "application"',
    '"scope": "window"',
    ['test/unit/threats/settings.test.ts'],
  ],
  [
    'key characters',
    'src/request/key.ts',
    'if (bad !== null)',
    'if (false)',
    ['test/unit/request/body.test.ts'],
  ],
  [
    'size of a request',
    'src/request/body.ts',
    'contentLength > most',
    'false',
    ['test/unit/request/body.test.ts'],
  ],
  [
    'one try after sending',
    'src/gateway/postUntilSent.ts',
    '!(error instanceof ConnectError) || !PASSING.has(error.reason)',
    'false',
    ['test/unit/gateway/post.test.ts'],
  ],
  [
    'fresh connection',
    'src/gateway/post.ts',
    "connection: 'close',",
    '',
    ['test/unit/gateway/post.test.ts'],
  ],
  [
    'own host',
    'src/gateway/nodeDispatcher.ts',
    'new URL(`${String(options.origin)}${options.path}`)',
    'new URL(options.path, options.origin)',
    ['test/unit/gateway/post.test.ts'],
  ],
  [
    'hosted address first',
    'src/reply/hosted/fetchHosted.ts',
    'await ledger?.expect(',
    'void (',
    ['test/unit/faults/downloadAgain.test.ts'],
  ],
  [
    'no key in a redirect of a later download',
    'src/run/downloadAgain.ts',
    'key === undefined ? [] : [key]',
    '[]',
    ['test/unit/faults/downloadAgain.test.ts'],
  ],
  [
    'a record that cannot be read is not gone',
    'src/spool/record.ts',
    'throw error;\n  });',
    'return undefined;\n  });',
    ['test/unit/faults/downloadAgain.test.ts'],
  ],
  [
    'the whole picture where a region cannot be put back',
    'src/run/plan/region.ts',
    'const problem = error instanceof CheckError',
    'throw error;\n      const problem = error instanceof CheckError',
    ['test/unit/run/plan/region.test.ts'],
  ],
  [
    'no key in a hosted address',
    'src/spool/hostedLedger.ts',
    '&& !carriesKey(url, keys)',
    '',
    ['test/unit/faults/downloadAgain.test.ts'],
  ],
  [
    'no key in what a record keeps of a prompt',
    'src/run/report/requestSummary.ts',
    'redact(prompt.slice(0, MOST_READ_CHARS), keys)',
    'prompt.slice(0, MOST_READ_CHARS)',
    ['test/unit/run/report/requestSummary.test.ts'],
  ],
];

function killed(folder, [name, file, guard, without, tests]) {
  const target = path.join(folder, file);
  const source = readFileSync(target, 'utf8');
  if (!source.includes(guard)) throw new Error(`${file} no longer holds the guard of “${name}”.`);
  writeFileSync(
    target,
    source.replace(guard, () => without),
  );
  const run = spawnSync(process.execPath, ['--test', '--test-timeout=60000', ...tests], {
    cwd: folder,
    timeout: 180_000,
  });
  writeFileSync(target, source);
  return run.status !== 0;
}

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'easel-mutants-'));
  try {
    for (const part of [
      'src',
      'test/unit',
      'test/support',
      'test/corpus',
      'package.json',
      'package.nls.json',
    ]) {
      cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    let survivors = 0;
    for (const mutant of MUTANTS) {
      const dead = killed(folder, mutant);
      if (!dead) survivors += 1;
      console.log(`${dead ? 'noticed ' : 'SURVIVED'}  ${mutant[0]}`);
    }
    console.log(`\n${MUTANTS.length - survivors} passed, ${survivors} failed`);
    if (survivors > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
