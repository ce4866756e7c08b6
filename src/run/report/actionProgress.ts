import type { Translate } from '../../text/translate.ts';
import type { RunProgress } from '../runParts.ts';
import { progressLine, type RequestProgress, type ShownAction } from './progress.ts';

/** Where one request of an action is. */
export interface RequestState {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly phase: RunProgress['phase'];
  /** The phase, the amount, and the time so far. */
  readonly line: string;
}

export interface ActionState {
  /** The phase and the line of the whole action: of its only request, or of the oldest one that is running. */
  readonly phase: RunProgress['phase'];
  readonly line: string;
  /** In the order in which they are sent. */
  readonly requests: readonly RequestState[];
}

interface Tracked {
  state: RequestState['state'];
  latest?: RunProgress;
  startedAt: number;
  endedAt?: number;
}

/** Collects the progress of an action's requests, which run at the same time. */
export class ActionProgress {
  readonly #gateway: string;
  readonly #requests: readonly Tracked[];
  readonly #startedAt: number;
  readonly #t: Translate;

  /** @param now in ms */
  constructor(
    { gateway, count }: Pick<ShownAction, 'gateway' | 'count'>,
    now: number,
    t: Translate,
  ) {
    this.#gateway = gateway;
    this.#requests = Array.from({ length: count }, () => ({ state: 'waiting', startedAt: now }));
    this.#startedAt = now;
    this.#t = t;
  }

  /** @returns whether the request entered another phase */
  update(progress: RequestProgress, request: number, now: number): boolean {
    const tracked = this.#requests[request];
    if (tracked === undefined) return false;
    switch (progress.phase) {
      case 'started':
        Object.assign(tracked, { state: 'running', startedAt: now });
        return true;
      case 'done':
      case 'failed':
        Object.assign(tracked, { state: progress.phase, endedAt: now });
        return true;
      default: {
        const isNewPhase = progress.phase !== tracked.latest?.phase;
        tracked.latest = progress;
        return isNewPhase;
      }
    }
  }

  /** @param now in ms */
  state(now: number): ActionState {
    const requests = this.#requests.map((request) => this.#stateOf(request, now));
    const shown = this.#requests.find(({ state }) => state === 'running') ?? this.#requests[0];
    const phase = shown?.latest?.phase ?? 'connecting';
    const line = progressLine(shown?.latest, this.#gateway, now - this.#startedAt, this.#t);
    if (requests.length === 1) return { phase, line, requests };
    const done = requests.filter(({ state }) => state === 'done').length;
    return { phase, line: this.#t('{0} of {1} done · {2}', done, requests.length, line), requests };
  }

  #stateOf({ state, latest, startedAt, endedAt = 0 }: Tracked, now: number): RequestState {
    const phase = latest?.phase ?? 'connecting';
    const seconds = Math.floor((endedAt - startedAt) / 1000);
    switch (state) {
      case 'waiting':
        return { state, phase, line: this.#t('not sent yet') };
      case 'running':
        return {
          state,
          phase,
          line: progressLine(latest, this.#gateway, now - startedAt, this.#t),
        };
      case 'done':
        return { state, phase, line: this.#t('done · {0} s', seconds) };
      case 'failed':
        return { state, phase, line: this.#t('failed · {0} s', seconds) };
    }
  }
}
