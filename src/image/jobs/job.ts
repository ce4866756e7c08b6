import type { CheckProblem } from '../../errors.ts';

/** The types of a job. Files are `Uint8Array` at the top level of both, because only there do threads share their memory. */
export interface Job<Input extends object, Output extends object> {
  readonly input: Input;
  readonly output: Output;
}

/** The names of a table of jobs. */
export type JobNameOf<Jobs> = keyof Jobs & string;
export type InputOf<Jobs, Name extends keyof Jobs> =
  Jobs[Name] extends Job<infer Input, object> ? Input : never;
export type OutputOf<Jobs, Name extends keyof Jobs> =
  Jobs[Name] extends Job<object, infer Output> ? Output : never;

/** The functions of a table of jobs. A job may be asynchronous, for codecs in WebAssembly. */
export type JobFunctions<Jobs> = {
  readonly [Name in keyof Jobs]: (
    input: InputOf<Jobs, Name>,
  ) => OutputOf<Jobs, Name> | Promise<OutputOf<Jobs, Name>>;
};

/** The data that a worker starts with. */
export interface JobRequest<Jobs, Name extends JobNameOf<Jobs> = JobNameOf<Jobs>> {
  readonly name: Name;
  readonly input: InputOf<Jobs, Name>;
}

/** A worker's response. Errors lose their class between threads, so a `CheckError` travels as its problem. */
export type JobResponse<Output> = { readonly output: Output } | { readonly problem: CheckProblem };
