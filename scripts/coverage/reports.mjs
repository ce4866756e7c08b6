// `npm run coverage:reports`: prints each situation of test/reports/, its class, and the tests that name it.
import { ensureProject, handedOver } from '../ensure.mjs';
import { orFail } from '../steps.mjs';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  const { readReportCoverage } = await import('../../test/reports/coverage.ts');
  for (const { row, class: kind, members, tests } of readReportCoverage()) {
    console.log(`\n${row}  ${kind}`);
    for (const member of members) console.log(`    member  ${member}`);
    for (const test of tests) console.log(`    test    ${test}`);
  }
});
