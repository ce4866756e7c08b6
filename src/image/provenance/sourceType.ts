/**
 * The vocabulary in which files say how they were made: IPTC's digital source types. C2PA and XMP state the same URIs.
 * https://cv.iptc.org/newscodes/digitalsourcetype/
 */

const NAMESPACE = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** The statements that Easel writes into a file that it derives, and passes on from a source. */
export const LABELS = [
  /** A model made it. */
  'trainedAlgorithmicMedia',
  /** A model made parts of it. */
  'compositeWithTrainedAlgorithmicMedia',
  /** Parts of it are synthetic. */
  'compositeSynthetic',
  /** A program made it that has learned nothing, like the Practice gateway. */
  'algorithmicMedia',
  /** Several images were merged. */
  'composite',
] as const;
export type Label = (typeof LABELS)[number];

const AI_LABELS: ReadonlySet<string> = new Set<Label>([
  'trainedAlgorithmicMedia',
  'compositeWithTrainedAlgorithmicMedia',
  'compositeSynthetic',
]);

/** Origins besides models. A file with one of them and a model's is a composite. */
const OTHER_ORIGINS: ReadonlySet<string> = new Set([
  'digitalCapture', 'computationalCapture', 'negativeFilm', 'positiveFilm', 'print', 'screenCapture', 'virtualRecording',
  'humanEdits', 'minorHumanEdits', 'digitalCreation', 'digitalArt', 'composite', 'compositeCapture',
]); // prettier-ignore

export function sourceTypeUri(code: Label): string {
  return `${NAMESPACE}${code}`;
}

/** Returns the code of a URI, or of the short forms that some programs write; undefined for everything else. */
export function sourceTypeOf(text: string): string | undefined {
  const pattern =
    /^\s*(?:https?:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/|digsrctype:)?([a-z]{1,60})\/?\s*$/i;
  return pattern.exec(text)?.[1];
}

/** Tells whether a file with this code says that a model made it, or parts of it. */
export function isAi(code: string | undefined): boolean {
  return code !== undefined && AI_LABELS.has(code);
}

/**
 * Returns the code as a label for a file that is made from one with this code. Easel passes on what warns the viewer. That something is a
 * photo it doesn't pass on, because it can't vouch for that.
 */
export function labelOf(code: string | undefined): Label | undefined {
  return LABELS.find((label) => label === code);
}

/**
 * Sums up what a file states about itself. A file can contain the history of its parts, so the newest statement counts; but one about
 * a model isn't lost because a program stated something else later.
 *
 * @param statements groups of codes, the newest group first
 */
export function summarize(statements: readonly (readonly string[])[]): string | undefined {
  const seen = new Set<string>();
  for (const group of statements) {
    for (const code of group) seen.add(code);
    if ([...seen].some(isAi)) return aiSummary(seen);
  }
  return statements.find((group) => group.length > 0)?.[0];
}

function aiSummary(codes: ReadonlySet<string>): Label {
  const stated = (['compositeWithTrainedAlgorithmicMedia', 'compositeSynthetic'] as const).find(
    (code) => codes.has(code),
  );
  if (stated !== undefined) return stated;
  const isMixed = [...codes].some((code) => OTHER_ORIGINS.has(code));
  return isMixed ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia';
}
