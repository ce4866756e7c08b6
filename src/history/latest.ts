/**
 * Returns a function that repeats some work when it is called, but never twice at once: calls during the work together cause one
 * more round, which sees everything that happened before them. Each call waits for its round.
 *
 * @param work an async function. Its rejection rejects the calls that wait, and the next call starts it again
 */
export function latest(work: () => Promise<void>): () => Promise<void> {
  let isStale = false;
  let working: Promise<void> | undefined;
  const repeat = async (): Promise<void> => {
    try {
      while (isStale) {
        isStale = false;
        await work().catch((error: unknown) => {
          // A call that came meanwhile gets its own round.
          if (!isStale) throw error;
        });
      }
    } finally {
      // In one step with the end of the loop: a call that comes next must not wait for work that has ended.
      working = undefined;
    }
  };
  return async () => {
    isStale = true;
    working ??= repeat();
    await working;
  };
}
