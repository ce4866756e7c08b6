import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { testTitles } from '../support/faults/testTitles.ts';

const root = path.resolve(import.meta.dirname, '../..');

const ReportRow = z.object({
  /** Such as `A1`. Titles of tests name it as `report-A1`. */
  row: z.string().check(z.regex(/^[A-F]\d*$/)),
  /** The kind of problem that the situation is one example of. */
  class: z.string(),
  /** The reported situation, and the other members of the class that are tested. */
  members: z.array(z.string()).check(z.minLength(3)),
});
export type ReportRow = z.infer<typeof ReportRow>;

/** A row with the tests that name it. */
export interface CoveredRow extends ReportRow {
  /** Such as `test/unit/reply/receive/decodeBody.test.ts: report-A1 reads plain JSON`. */
  readonly tests: readonly string[];
  /** Whether one of them runs in a real VS Code. */
  readonly runsInVscode: boolean;
}

/** Reads the rows of test/reports/*.json, with the tests whose titles name them. */
export function readReportCoverage(): readonly CoveredRow[] {
  const titles = globSync('test/**/*.test.ts', { cwd: root, exclude: ['**/node_modules/**'] })
    .sort()
    .flatMap((file) =>
      testTitles(file, readFileSync(path.join(root, file), 'utf8')).map((title) => ({
        file,
        title,
      })),
    );
  return rows().map((row) => {
    const named = titles.filter(({ title }) => namesRow(title, row.row));
    return {
      ...row,
      tests: named.map(({ file, title }) => `${file}: ${title}`),
      runsInVscode: named.some(({ file }) => /^test\/(?:inside|e2e)\//.test(file)),
    };
  });
}

function rows(): readonly ReportRow[] {
  return globSync('*.json', { cwd: import.meta.dirname })
    .sort()
    .flatMap((file) => {
      const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
      return z.array(ReportRow).parse(JSON.parse(text));
    });
}

function namesRow(title: string, row: string): boolean {
  return new RegExp(`\\breport-${row}\\b`).test(title);
}
