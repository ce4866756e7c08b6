import ts from 'typescript';

/** One guard of the code, what the code looks like without it, and the tests that must fail then. */
export interface Mutant {
  readonly name: string;
  /** Path in the repository. */
  readonly file: string;
  /** The text of the guard. */
  readonly guard: string;
  /** The text that takes its place. */
  readonly without: string;
  /** How often the guard occurs in the file; each occurrence is replaced. 1 by default. */
  readonly occurrences?: number;
  /** Paths in the repository. */
  readonly tests: readonly string[];
}

/**
 * Replaces every occurrence of the guard.
 *
 * @throws Error if the guard does not stand there as often as expected, or if the result is not valid TypeScript or JSON:
 *   tests would fail for that reason alone
 */
export function applyMutant(source: string, mutant: Mutant): string {
  const { name, file, guard, without, occurrences = 1 } = mutant;
  const pieces = source.split(guard);
  const found = pieces.length - 1;
  if (found !== occurrences) {
    throw new Error(`“${name}”: ${file} has its guard ${found} times instead of ${occurrences}.`);
  }
  const mutated = pieces.join(without);
  const problem = syntaxProblem(file, mutated);
  if (problem !== undefined) throw new Error(`“${name}”: ${file} would not parse: ${problem}`);
  return mutated;
}

function syntaxProblem(file: string, text: string): string | undefined {
  if (file.endsWith('.json')) {
    try {
      JSON.parse(text);
      return undefined;
    } catch (error) {
      return String(error);
    }
  }
  const { diagnostics } = ts.transpileModule(text, { fileName: file, reportDiagnostics: true });
  const [first] = diagnostics ?? [];
  return first && ts.flattenDiagnosticMessageText(first.messageText, ' ');
}
