/**
 * A file that the user let Easel replace wasn't replaced, or couldn't be restored. This is no `EaselError`, because it ends no run
 * and concerns no money.
 */
export class ReplaceError extends Error {
  override readonly name = 'ReplaceError';
  /** The name of the user's file. */
  readonly file: string;
  /** `keep`: the old bytes couldn't be kept, so nothing was replaced. `recall`: the kept bytes can't be read. */
  readonly step: 'keep' | 'write' | 'recall';
  readonly code: string;
  /** Tells whether the file is as it was. If it isn't, its old bytes are kept. */
  readonly isIntact: boolean;

  constructor(
    file: string,
    step: ReplaceError['step'],
    code: string,
    { isIntact = true, ...options }: ErrorOptions & { readonly isIntact?: boolean } = {},
  ) {
    super(`replace ${file}: ${step}, ${code}`, options);
    this.file = file;
    this.step = step;
    this.code = code;
    this.isIntact = isIntact;
  }
}
