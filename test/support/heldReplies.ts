/** Replies and progress that a test controls. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ShowProgress } from '../../src/run/report/progress.ts';
import { PICTURE } from './faults/faults.ts';
import { inlineDataReply, type ScriptedReply } from './gateway/scriptedGateway.ts';

export const IMAGE = inlineDataReply(PICTURE);

/** Answers when a test says so. */
export function heldReplies() {
  const waiting: ((reply: ScriptedReply) => void)[] = [];
  return {
    waiting,
    script: () => new Promise<ScriptedReply>((resolve) => waiting.push(resolve)),
    /** Resolves when this many requests have arrived as a whole. */
    arrived: (count: number) => until(() => waiting.length >= count),
    answer: (index: number, reply: ScriptedReply = IMAGE): void => {
      waiting[index]?.(reply);
    },
  };
}

export async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!isSo()) {
    assert.ok(Date.now() < end, 'what the test waits for never came');
    await sleep(5);
  }
}

export function canceledBy({ signal }: AbortController, seen: unknown[] = []): ShowProgress {
  return (_action, work) =>
    work(signal, ({ phase }, request) => {
      if (phase === 'started' || phase === 'done' || phase === 'failed')
        seen.push([phase, request]);
    });
}
