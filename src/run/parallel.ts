/** Requests of one action in progress at once. More would only wait at the gateway, or be refused as too many. */
export const MAX_PARALLEL = 4;

/** The jobs of one action. */
export interface Jobs {
  readonly count: number;
  /** Does one job. `index` counts from 0. */
  readonly run: (index: number) => Promise<void>;
  /** Returns false once no further job may start; those in progress end on their own. Not asked for the first job. */
  readonly mayStart: () => boolean;
  /** The first job decides whether the others start, so they wait for it. */
  readonly isFirstAlone: boolean;
}

/**
 * Does jobs in order, up to {@link MAX_PARALLEL} at once. Returns when none is in progress.
 *
 * @throws the first error of a job, after all others have ended; no job starts after an error
 */
export async function runInParallel({ count, run, mayStart, isFirstAlone }: Jobs): Promise<void> {
  const errors: unknown[] = [];
  let next = 0;
  const isLeft = () => next < count && (next === 0 || (errors.length === 0 && mayStart()));
  const startNext = async () => {
    const index = next;
    next += 1;
    await run(index).catch((error: unknown) => errors.push(error));
  };
  const lane = async () => {
    while (isLeft()) await startNext();
  };
  if (isFirstAlone) await startNext();
  await Promise.all(Array.from({ length: Math.min(MAX_PARALLEL, count) }, lane));
  if (errors.length > 0) throw errors[0];
}
