/**
 * How a step ends. `wasAsked`: the user saw it, so Back leads to it. `goTo`: the user repairs an earlier answer. Undefined: the user
 * dismissed it.
 */
export type StepResult<Draft, Step extends string> =
  | { readonly draft: Draft; readonly wasAsked: boolean }
  | { readonly draft: Draft; readonly goTo: Step }
  | 'back'
  | undefined;

/** Asks one question. A step changes the draft. */
export type Question<Draft, Step extends string> = (
  draft: Draft,
  canGoBack: boolean,
) => Promise<StepResult<Draft, Step>>;

/** The questions of a dialog. */
export interface Steps<Draft, Step extends string> {
  readonly order: readonly Step[];
  readonly questions: Readonly<Record<Step, Question<Draft, Step>>>;
  /** The questions to ask at first; all by default. */
  readonly first?: readonly Step[];
}

/**
 * Asks questions in order. Back leads to the last one that the user saw, with the answers kept. A question that was left out is asked
 * once a step leads to it.
 *
 * @returns the last draft; undefined if the user dismissed a step
 */
export async function runSteps<Draft, Step extends string>(
  { order, questions, first = order }: Steps<Draft, Step>,
  start: Draft,
): Promise<Draft | undefined> {
  const asked: Step[] = [];
  const toAsk = new Set(first);
  let draft = start;
  for (let at = 0; at < order.length;) {
    const step = order[at];
    if (step === undefined || !toAsk.has(step)) {
      at += 1;
      continue;
    }
    const result = await questions[step](draft, asked.length > 0);
    if (result === undefined) return undefined;
    if (result === 'back') {
      at = order.indexOf(asked.pop() ?? step);
      continue;
    }
    draft = result.draft;
    if ('goTo' in result) {
      toAsk.add(result.goTo);
      at = order.indexOf(result.goTo);
      // Back leads to steps in front of this one only.
      while (asked.some((one) => order.indexOf(one) >= at)) asked.pop();
      continue;
    }
    if (result.wasAsked) asked.push(step);
    at += 1;
  }
  return draft;
}
