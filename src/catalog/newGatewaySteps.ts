/** The questions of Add a Gateway, in order. `auth` is asked only if the gateway's model list doesn't answer it. */
export const STEPS = ['address', 'label', 'key', 'auth', 'finish'] as const;
export type Step = (typeof STEPS)[number];

/** Returns the questions that remain when a caller has given an address or a key. A caller with an address gets the suggested name. */
export function remainingSteps(given: {
  readonly hasAddress: boolean;
  readonly hasKey: boolean;
}): readonly Step[] {
  if (given.hasAddress && given.hasKey) return [];
  const known: readonly Step[] = [
    ...(given.hasAddress ? (['address', 'label'] as const) : []),
    ...(given.hasKey ? (['key'] as const) : []),
  ];
  return STEPS.filter((step) => !known.includes(step));
}

/** Returns the number of a step. Each screen has its own, also while Easel requests the model list. */
export function placeOf(step: Step) {
  return { step: STEPS.indexOf(step) + 1, totalSteps: STEPS.length };
}

/**
 * How a step ends. `wasAsked`: the user saw it, so Back leads to it. `goTo`: the user repairs an earlier answer. Undefined: the user
 * dismissed it.
 */
export type StepResult<D> =
  | { readonly draft: D; readonly wasAsked: boolean }
  | { readonly draft: D; readonly goTo: Step }
  | 'back'
  | undefined;

/** Asks one question. A step changes the draft. */
export type Question<D> = (draft: D, canGoBack: boolean) => Promise<StepResult<D>>;

/**
 * Asks the questions in order. Back leads to the last one that the user saw, with the answers kept. A question that was left out is asked
 * once a step leads to it.
 *
 * @param first the questions to ask at first
 * @returns the last draft; undefined if the user dismissed a step
 */
export async function runSteps<D>(
  questions: Readonly<Record<Step, Question<D>>>,
  first: readonly Step[],
  start: D,
): Promise<D | undefined> {
  const asked: Step[] = [];
  const toAsk = new Set(first);
  let draft = start;
  for (let at = 0; at < STEPS.length;) {
    const step = STEPS[at];
    if (step === undefined || !toAsk.has(step)) {
      at += 1;
      continue;
    }
    const result = await questions[step](draft, asked.length > 0);
    if (result === undefined) return undefined;
    if (result === 'back') {
      at = STEPS.indexOf(asked.pop() ?? step);
      continue;
    }
    draft = result.draft;
    if ('goTo' in result) {
      toAsk.add(result.goTo);
      at = STEPS.indexOf(result.goTo);
      // Back leads to steps in front of this one only.
      while (asked.some((one) => STEPS.indexOf(one) >= at)) asked.pop();
      continue;
    }
    if (result.wasAsked) asked.push(step);
    at += 1;
  }
  return draft;
}
