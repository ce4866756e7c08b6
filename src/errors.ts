/**
 * The outcomes of a run, whether they were charged, and the errors, all shared by every room. An error carries facts.
 * `src/messages/` turns the facts into sentences, and nothing branches on a sentence.
 */

export * from './errors/outcome.ts';
export * from './errors/check.ts';
export * from './errors/connection.ts';
export * from './errors/reply.ts';
export * from './errors/end.ts';
export * from './errors/lock.ts';
export * from './errors/replace.ts';
