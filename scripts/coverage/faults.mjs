// `npm run coverage:faults`: the tests of every row in the tables of faults and threats (test/fault-rows.json). A test
// covers the rows whose ids begin its title, such as `fault-042` or `threat-T06`. A row without a test fails, unless
// test/faults-not-applicable.json gives a reason. `--gaps` prints only those rows.
import { ensureProject, handedOver } from '../ensure.mjs';
import { orFail, root } from '../steps.mjs';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  const { readFaultCoverage } = await import('../../test/support/faults/faultCoverage.ts');
  const { rows, unknown } = readFaultCoverage(root);
  const gapsOnly = process.argv.includes('--gaps');
  const gaps = [];
  for (const { id, title, tests, notApplicable } of rows) {
    const files = [...tests].map(([file, count]) => `${file} ×${count}`).join(', ');
    const coverage = files || (notApplicable ? `n/a: ${notApplicable}` : 'GAP');
    if (coverage === 'GAP') gaps.push(id);
    if (coverage === 'GAP' || !gapsOnly) {
      console.log(`${id.padEnd(11)} ${title.padEnd(40)} ${coverage}`);
    }
  }
  for (const id of unknown) console.error(`No such row: ${id}`);
  const covered = rows.length - gaps.length;
  console.log(`\n${covered} of ${rows.length} rows, ${gaps.length} gaps ${gaps.join(' ')}`);
  process.exitCode = gaps.length + unknown.length > 0 ? 1 : 0;
});
