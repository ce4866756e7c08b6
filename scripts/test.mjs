// `npm test`: runs every stage until one fails, then prints one line with the totals.
// `npm test -- --only=unit,inside` runs some of them.
import { ensureHost, ensureProject, handedOver } from './ensure.mjs';
import { PlainError, orFail, root } from './steps.mjs';

/** @typedef {import('./support/stages.mjs').Stage} Stage */

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  process.chdir(root);
  await ensureHost();
  const { stages } = await import('./support/stages.mjs');
  const { passed, failed } = await runStages(chosen(stages));
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
});

/** @param {readonly Stage[]} stages */
async function runStages(stages) {
  let passed = 0;
  let failed = 0;
  const summary = [];
  for (const { name, run } of stages) {
    console.log(`\n=== ${name}`);
    const began = Date.now();
    const counts = await outcome(run);
    passed += counts.passed;
    failed += counts.failed;
    const seconds = Math.round((Date.now() - began) / 1000);
    summary.push(
      `${name.padEnd(9)} ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`,
    );
    if (counts.failed > 0) break;
  }
  const left = stages.slice(summary.length).map(({ name }) => `${name.padEnd(9)} not run`);
  console.log(`\n${[...summary, ...left].map((line) => `  ${line}`).join('\n')}`);
  return { passed, failed };
}

/**
 * Counts a stage that breaks, or finds nothing to test, as one failed test.
 *
 * @param {Stage['run']} run
 */
async function outcome(run) {
  try {
    const counts = await run();
    if (counts.passed + counts.failed > 0) return counts;
    console.error('✗ No test ran.');
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  }
  return { passed: 0, failed: 1 };
}

/**
 * Returns the stages that `--only` names, or all.
 *
 * @param {readonly Stage[]} stages
 */
function chosen(stages) {
  const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
  if (only === undefined) return stages;
  const names = only.split(',');
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length === 0) return stages.filter(({ name }) => names.includes(name));
  throw new PlainError(
    `No stage ${unknown.join(', ')}: ${stages.map(({ name }) => name).join(', ')}.`,
  );
}
