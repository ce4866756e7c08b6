import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LongestDownload } from '../../../../src/reply/hosted/partialDownload.ts';

/** A partial download that records what happens to it. */
function partial(size: number, log: string[]) {
  const sink = {
    write: async () => undefined,
    close: async () => ({ file: `whole-${size}` }),
    setAside: async () => {
      log.push(`set aside ${size}`);
      return `partial-${size}`;
    },
    discard: async () => {
      log.push(`discard ${size}`);
    },
  };
  return { size, sink };
}

describe('the longest of several partial downloads', () => {
  it('is the one that is set aside, once', async () => {
    const log: string[] = [];
    const longest = new LongestDownload();
    for (const size of [10, 30, 30, 20]) await longest.offer(partial(size, log));
    assert.deepEqual(log, ['discard 10', 'discard 30', 'discard 20']);
    assert.equal(await longest.setAside(), 'partial-30');
    assert.equal(await longest.setAside(), undefined);
    assert.equal(log.at(-1), 'set aside 30');
  });

  it('is discarded when the whole image has arrived', async () => {
    const log: string[] = [];
    const longest = new LongestDownload();
    await longest.offer(partial(10, log));
    await longest.discard();
    assert.deepEqual(log, ['discard 10']);
    assert.equal(await longest.setAside(), undefined);
  });
});
