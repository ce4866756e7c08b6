import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Charge, Outcome } from '../../../src/errors.ts';
import type { Action } from '../../../src/messages/message.ts';
import type { Ended } from './faults.ts';

export interface Expected {
  readonly outcome: Outcome;
  readonly charge?: Charge;
  /** 1 unless told otherwise. */
  readonly posts?: number;
  readonly says?: RegExp;
  readonly first?: Action;
  readonly kept?: number;
  /** Whether something waits for the user: what is kept, or a part of an image. */
  readonly keeps?: boolean;
}

/** The end of a failed action: its class, its charge, its message, and that no partial file was left behind. */
export function assertFailed(ended: Ended, expected: Expected): void {
  const { outcome, charge, posts = 1, says, first, kept = 0, keeps = kept > 0 } = expected;
  const about = `${ended.text} (${ended.failure?.message ?? 'no failure'})`;
  assert.equal(ended.outcome, outcome, about);
  if (charge !== undefined) assert.equal(ended.charge, charge, about);
  assert.equal(ended.posts, posts, about);
  if (says) assert.match(ended.text, says);
  if (first) assert.equal(ended.actions[0], first, about);
  assert.deepEqual([...ended.saved.keys()], [], about);
  assert.equal(ended.kept, kept, about);
  assert.equal(ended.report?.keeps ?? false, keeps, about);
}

/** The end of an action that saved these images, in this order, byte for byte. */
export function assertSaved(ended: Ended, ...images: readonly Uint8Array[]): void {
  assert.equal(ended.outcome, 'saved', ended.text);
  assert.equal(ended.posts, 1);
  const saved = (ended.report?.saved ?? []).map((uri) =>
    ended.saved.get(basename(fileURLToPath(uri))),
  );
  assert.deepEqual(
    saved,
    images.map((image) => Buffer.from(image)),
  );
  assert.equal(ended.saved.size, images.length);
  assert.equal(ended.kept, 0);
}
