/**
 * The words that every room shares: how a run can end, what that means for the user's money, and
 * the one tree of errors. Errors carry facts; sentences are made from the facts in
 * `run/messages.ts`, and nothing ever branches on a message.
 */

export * from './errors/outcome.ts';
export * from './errors/check.ts';
export * from './errors/connection.ts';
export * from './errors/reply.ts';
export * from './errors/end.ts';
export * from './errors/lock.ts';
