/** Phrases that made Easel's text hard to read, and what to write instead. */
export const PLAIN_WORDS: readonly (readonly [stiff: RegExp, plain: string])[] = [
  [/\b(whoever|nobody)\b/i, 'name the subject: the user, the caller, no caller'],
  [/\bfor eyes\b/i, 'display'],
  [/\b(came of|comes of)\b/i, 'result, outcome'],
  [/\b(told of|is told|are told)\b/i, 'report, show, notify'],
  [/\b(goes on|go on|went on)\b(?! the)/i, 'is running, continues'],
  [/\ball the same\b/i, 'anyway, still'],
  [/(?<!there )\b(is|are) none\b/i, 'is not, has no'],
  [/\bof its own accord\b/i, 'by itself'],
  [/\banew\b/i, 'again'],
  [/\bas good as\b/i, 'like, the same as'],
  [/\b(is|are) at it\b/i, 'is running'],
  [/\b(MOST|LONGEST|LARGEST|HIGHEST)_[A-Z]/, 'MAX_'],
  [/\b(LEAST|SHORTEST|SMALLEST|LOWEST)_[A-Z]/, 'MIN_'],
  [
    /\b(colour|centre|grey|behaviour|favourite|licence|catalogue|cancell(ed|ing) by)/i,
    'US spelling',
  ],
  [
    /(organis|recognis|optimis|normalis|serialis|summaris|neighbour|honour|flavour)/i,
    'US spelling',
  ],
  [/\b(analyse|dialogue|whilst|artefact|judgement|defence|learnt|spelt)/i, 'US spelling'],
];

/** Finds stiff phrases, one line each: `file:line: "phrase", better: …`. */
export function stiffPhrases(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) =>
      PLAIN_WORDS.flatMap(([stiff, plain]) => {
        const [found] = stiff.exec(line) ?? [];
        return found === undefined ? [] : [`${file}:${index + 1}: "${found}", better: ${plain}`];
      }),
    ),
  );
}
