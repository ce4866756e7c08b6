import assert from 'node:assert/strict';

/** Counts what a user does: one click, one drag, or one typed text with its Enter; or one key. */
export class Actions {
  #count = 0;
  readonly #unit: string;

  constructor(unit = 'actions') {
    this.#unit = unit;
  }

  async do<Result>(action: () => Promise<Result>): Promise<Result> {
    this.#count += 1;
    return await action();
  }

  /** Prints how many actions a job took. Fails if there were more than `most`. */
  end(job: string, most: number): void {
    console.log(`# ${job}: ${this.#count} ${this.#unit}, at most ${most}`);
    assert.ok(this.#count <= most, `${job}: ${this.#count} ${this.#unit}`);
  }
}
