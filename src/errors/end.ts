import { EaselError, type Charge, type FailedOutcome } from './outcome.ts';

/** The user canceled the run. `charge`: `no` before sending, `maybe` after it, `yes` while a created image was downloaded. */
export class CancelledError extends EaselError {
  override readonly name = 'CancelledError';
  readonly outcome = 'cancelled';
  readonly charge: Charge;
  /** Tells whether image data, or the address of a hosted image, is kept. */
  readonly keeps: boolean;

  constructor(charge: Charge, keeps = false) {
    super('cancelled');
    this.charge = charge;
    this.keeps = keeps;
  }
}

/** An image couldn't be written to its folder. It is kept in the spool, or in memory where no disk accepted it. */
export class SaveError extends EaselError {
  override readonly name = 'SaveError';
  readonly outcome = 'save_failed';
  readonly charge = 'yes';
  readonly file: string;
  readonly code: string;
  /** Only this window's memory holds the image. */
  readonly inMemory: boolean;

  constructor(
    file: string,
    code: string,
    { inMemory = false, ...options }: ErrorOptions & { readonly inMemory?: boolean } = {},
  ) {
    super(`save ${file}: ${code}`, options);
    this.file = file;
    this.code = code;
    this.inMemory = inMemory;
  }
}

/** An error without a rule of its own. The cause is for the log. Whether the request was sent decides what it means for money. */
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
