/** The ways a run can end. The names are public: they are `RunResult.outcome`. */
export const OUTCOMES = [
  'saved',
  'cancelled',
  'blocked',
  'no_image',
  'auth',
  'quota',
  'rate_limited',
  'route_unavailable',
  'busy',
  'unreachable',
  'unknown',
  'bad_request',
  'too_large',
  'bad_reply',
  'download_failed',
  'save_failed',
  'accepted',
  'config',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type FailedOutcome = Exclude<Outcome, 'saved'>;

/** Whether a failed run was charged. `maybe`: only the gateway knows. Every failure message says so. */
export type Charge = 'no' | 'maybe' | 'yes';

export abstract class EaselError extends Error {
  abstract readonly outcome: FailedOutcome;
  abstract readonly charge: Charge;
}
