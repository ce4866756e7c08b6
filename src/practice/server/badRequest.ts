/** A request that Practice cannot carry out: answered with 400 INVALID_ARGUMENT as Google does. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
