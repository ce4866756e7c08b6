// Prints what the watching build does, in lines that the problem matcher of .vscode/tasks.json reads.

const STARTED = '[watch] build started';
const FINISHED = '[watch] build finished';

/**
 * Returns a function that makes one esbuild plugin per bundle. The bundles count as one build: it starts
 * with the first of them and ends with the last, and every end lists the problems of all of them, because
 * VS Code forgets a task's problems when a build starts.
 *
 * @param {readonly string[]} names of the bundles
 * @param {(line: string) => void} [print]
 * @returns {(name: string) => import('esbuild').Plugin}
 */
export function watchReport(names, print = console.log) {
  const running = new Set(names);
  /** @type {Map<string, string[]>} */
  const problems = new Map();
  print(STARTED);

  /** @param {string} name */
  const start = (name) => {
    if (running.size === 0) print(STARTED);
    running.add(name);
  };
  /** @param {string} name @param {import('esbuild').BuildResult} result */
  const end = (name, { errors, warnings }) => {
    problems.set(name, [
      ...errors.map((message) => problemLine('error', message)),
      ...warnings.map((message) => problemLine('warning', message)),
    ]);
    running.delete(name);
    if (running.size > 0) return;
    for (const line of new Set([...problems.values()].flat())) print(line);
    print(FINISHED);
  };

  return (name) => ({
    name: 'watch-report',
    setup(build) {
      build.onStart(() => {
        start(name);
      });
      build.onEnd((result) => {
        end(name, result);
      });
    },
  });
}

/**
 * Returns `file:line:column: severity: text`; esbuild counts columns from 0, editors from 1.
 *
 * @param {'error' | 'warning'} severity
 * @param {import('esbuild').Message} message
 */
function problemLine(severity, { text, location }) {
  const { file, line, column } = location ?? { file: 'esbuild.config.mjs', line: 1, column: 0 };
  return `${file}:${line}:${column + 1}: ${severity}: ${text}`;
}
