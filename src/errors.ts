/**
 * What every room shares: how a run can end, what that means for the user's money, and the errors. An error carries facts.
 * `src/messages/` turns the facts into sentences, and nothing branches on a sentence.
 */

export * from './errors/outcome.ts';
export * from './errors/check.ts';
export * from './errors/connection.ts';
export * from './errors/reply.ts';
export * from './errors/end.ts';
export * from './errors/lock.ts';
