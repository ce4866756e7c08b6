import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { testTitles } from './testTitles.ts';

/** The folders whose tests count. */
const SUITES = ['unit', 'corpus', 'inside', 'e2e', 'package'];

export interface CoveredRow {
  /** `fault-042` or `threat-T06`. */
  readonly id: string;
  readonly title: string;
  /** The number of tests by file. */
  readonly tests: ReadonlyMap<string, number>;
  /** Why the row has no test. */
  readonly notApplicable: string | undefined;
}

export interface FaultCoverage {
  readonly rows: readonly CoveredRow[];
  /** Ids in titles that no row has, each with its file. */
  readonly unknown: readonly string[];
}

/**
 * Counts the tests of each row in the tables of faults and threats. A test covers the rows whose ids begin its title.
 *
 * @param root the repository: an absolute path
 */
export function readFaultCoverage(root: string): FaultCoverage {
  const folder = path.join(root, 'test');
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const { faults, threats } = read('fault-rows.json') as Record<string, Record<string, string>>;
  const files = SUITES.flatMap((suite) => globSync(`${suite}/**/*.test.ts`, { cwd: folder })).sort();
  return faultCoverage({
    titles: new Map([
      ...Object.entries(faults ?? {}).map(([id, title]) => [`fault-${id.padStart(3, '0')}`, title] as const),
      ...Object.entries(threats ?? {}).map(([id, title]) => [`threat-T${id.padStart(2, '0')}`, title] as const),
    ]),
    notApplicable: read('faults-not-applicable.json') as Record<string, string>,
    files: new Map(
      files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')] as const),
    ),
  });
} // prettier-ignore

interface Tables {
  /** The rows' titles by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** Reasons by id. */
  readonly notApplicable: Readonly<Record<string, string>>;
  /** The texts of the test files by path. */
  readonly files: ReadonlyMap<string, string>;
}

export function faultCoverage({ titles, notApplicable, files }: Tables): FaultCoverage {
  const counts = new Map([...titles.keys()].map((id) => [id, new Map<string, number>()]));
  const unknown = new Set<string>();
  for (const [file, text] of files) {
    for (const id of testTitles(file, text).flatMap(idsOf)) {
      const tests = counts.get(id);
      if (tests === undefined) unknown.add(`${id} (${file})`);
      else tests.set(file, (tests.get(file) ?? 0) + 1);
    }
  }
  const rows = [...titles].map(([id, title]) => ({
    id,
    title,
    tests: counts.get(id) ?? new Map<string, number>(),
    notApplicable: notApplicable[id],
  }));
  return { rows, unknown: [...unknown] };
}

/** Returns the ids at the beginning of a title. */
function idsOf(title: string): readonly string[] {
  const [ids = ''] = /^(?:(?:fault-\d{3}|threat-T\d{2})(?: |$))*/.exec(title) ?? [];
  return ids.split(' ').filter((id) => id !== '');
}
