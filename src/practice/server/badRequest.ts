/** A request that Practice cannot carry out. It is answered as Google does: status 400, INVALID_ARGUMENT, and the message. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError';
}
