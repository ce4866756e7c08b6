/** In characters: the two lines that VS Code's notifications show at their normal width. */
export const NOTICE_LENGTH = 120;
/** The text of a notice, and what it leaves out. */
export interface FittedText {
  /** At most {@link NOTICE_LENGTH} characters, unless a text that must be kept is longer. */
  readonly text: string;
  /** The sentences of the whole text do not fit, so the notice needs a button that shows them. */
  readonly isCut: boolean;
}

/**
 * Fits sentences into a notice: as many whole ones as there is room for, in order.
 *
 * @param texts each one or more sentences
 * @param needed sentences that are always kept, such as those about money
 */
export function fitNotice(
  texts: readonly string[],
  needed: ReadonlySet<string> = new Set(),
  most = NOTICE_LENGTH,
): FittedText {
  const whole = texts.flatMap(sentencesOf);
  if (lengthOf(whole) <= most + 1) return { text: whole.join(' '), isCut: false };
  const [first = '', ...others] = whole.map(withoutAsides);
  let room = most - lengthOf(others.filter((sentence) => needed.has(sentence)));
  const start = cut(first, room);
  room -= start.length;
  const kept = others.filter((sentence) => {
    if (needed.has(sentence)) return true;
    const fits = lengthOf([sentence]) <= room;
    if (fits) room -= lengthOf([sentence]);
    return fits;
  });
  return { text: [start, ...kept].join(' '), isCut: true };
}

/** Leaves out hosts and error codes in parentheses, so that a notice has room for what happened and what to do. */
function withoutAsides(sentence: string): string {
  return sentence.replace(/ \([^()]*\)(?=[.,:]?(?: |$))/g, '');
}

/** With a space before each. */
function lengthOf(sentences: readonly string[]): number {
  return sentences.reduce((sum, sentence) => sum + 1 + sentence.length, 0);
}

/** Splits a text into sentences. "gw.example is down." is one, and so is all of a quote: half of one would be misread. */
function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = [];
  let open = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
    open += segment;
    if (count(open, '“') > count(open, '”')) continue;
    sentences.push(open.trim());
    open = '';
  }
  return [...sentences, open.trim()].filter((sentence) => sentence !== '');
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

function cut(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  return `${characters.slice(0, Math.max(0, most - 1)).join('')}…`;
}
