import { setImmediate as nextTurn } from 'node:timers/promises';

/** In ms. */
const TURN_MS = 5;

/** A short time in which work may hold the thread, because all extensions share it. */
export class Turn {
  #end = performance.now() + TURN_MS;

  isOver(): boolean {
    return performance.now() > this.#end;
  }

  async next(): Promise<void> {
    await nextTurn();
    this.#end = performance.now() + TURN_MS;
  }
}
