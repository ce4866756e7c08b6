import type { Strokes } from '../image/region/strokes.ts';
import { parseRunOptions } from './plan/options.ts';

/**
 * Returns a text that two actions share only if they ask for the same, whatever the order of their options. Undefined for options
 * that are not valid: those are refused, so there is nothing to join.
 *
 * @param options RunOptions, not yet parsed
 * @param region the marked part of the source
 */
export function actionKey(options: unknown, region?: Strokes): string | undefined {
  try {
    return JSON.stringify([parseRunOptions(options), region]);
  } catch {
    return undefined;
  }
}

/** Joins work under the same key while it is in progress: a double click or a repeated key must not pay twice. */
export class Joins<T> {
  readonly #inProgress = new Map<string, Promise<T>>();

  /** Starts `work`, or returns the promise of the work that is in progress under this key. */
  join(key: string | undefined, work: () => Promise<T>): Promise<T> {
    if (key === undefined) return work();
    const current = this.#inProgress.get(key);
    if (current !== undefined) return current;
    const started = work().finally(() => this.#inProgress.delete(key));
    this.#inProgress.set(key, started);
    return started;
  }
}
