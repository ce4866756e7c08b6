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
