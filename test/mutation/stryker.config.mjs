import { fileURLToPath } from 'node:url';
import { sampleOf } from './sample.mjs';
import { SLICES } from './slices.mjs';

const name = process.env.EASEL_SLICE ?? 'redact';
const slice = SLICES[name];
if (!slice) throw new Error(`No slice ${name}: ${Object.keys(SLICES).join(', ')}.`);

const sample = Number(process.env.EASEL_MUTATION_SAMPLE ?? 1);
// A sample replaces no result of all lines.
const report = sample === 1 ? name : `${name}.sample`;

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: sampleOf(slice.mutate, sample),
  testRunner: 'nodeTest',
  plugins: [fileURLToPath(new URL('nodeTestRunner.ts', import.meta.url))],
  nodeTest: { testFiles: slice.tests },
  coverageAnalysis: 'perTest',
  concurrency: Number(process.env.EASEL_MUTATION_WORKERS ?? 2),
  timeoutMS: 10_000,
  timeoutFactor: 2,
  // Without a mutant, all tests of a slice run one after another.
  dryRunTimeoutMinutes: 30,
  incremental: true,
  incrementalFile: `out/mutation/${report}.incremental.json`,
  reporters: ['progress-append-only', 'json', 'clear-text'],
  clearTextReporter: {
    allowColor: false,
    logTests: false,
    reportTests: false,
    reportScoreTable: true,
  },
  jsonReporter: { fileName: `out/mutation/${report}.json` },
  tempDirName: 'out/mutation/sandbox',
  ignorePatterns: [
    'out',
    'dist',
    'bench',
    'media/screenshots',
    'test/host',
    'test/bench',
    'test/e2e',
    'test/inside',
    '*.vsix',
  ],
  // Sources are TypeScript whose types Node strips, so a mutant needs no compiler.
  disableTypeChecks: false,
  allowEmpty: false,
  cleanTempDir: 'always',
  warnings: { slow: false },
};
