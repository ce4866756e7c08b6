import { EaselError, type Charge, type FailedOutcome } from './outcome.ts';

/** The user stopped it. Before sending it is free; after that nobody knows. */
export class CancelledError extends EaselError {
  override readonly name = 'CancelledError';
  readonly outcome = 'cancelled';
  readonly charge: Charge;
  /** Something of the image, or where it lies, is kept for the user. */
  readonly keeps: boolean;

  constructor(charge: Charge, keeps = false) {
    super('cancelled');
    this.charge = charge;
    this.keeps = keeps;
  }
}

/** The image is here and paid for; only its file is not where it should be. It is kept. */
export class SaveError extends EaselError {
  override readonly name = 'SaveError';
  readonly outcome = 'save_failed';
  readonly charge = 'yes';
  readonly file: string;
  readonly code: string;

  constructor(file: string, code: string, options?: ErrorOptions) {
    super(`save ${file}: ${code}`, options);
    this.file = file;
    this.code = code;
  }
}

/** Something that no rule foresaw. The cause is for the log; what it means for money is known all the same. */
export class UnexpectedError extends EaselError {
  override readonly name = 'UnexpectedError';
  readonly outcome: FailedOutcome;
  readonly charge: Charge;

  constructor(beforeSending: boolean, cause: unknown) {
    super('unexpected', { cause });
    this.outcome = beforeSending ? 'config' : 'unknown';
    this.charge = beforeSending ? 'no' : 'maybe';
  }
}
