import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logLine } from '../../../../src/run/report/logLine.ts';

const asIs = (text: string) => text;

describe('a line of the log', () => {
  test('is readable', () => {
    const facts = {
      outcome: 'saved',
      model: 'gemini-3.1-flash-image-preview',
      ms: 3214,
      host: '127.0.0.1:9911',
      images: [{ type: 'image/png', px: '8x6' }],
      finishReason: undefined,
      note: 'two words',
      cause: null,
    };
    assert.equal(
      logLine('Run', facts, asIs),
      'Run: outcome=saved model=gemini-3.1-flash-image-preview ms=3214 host=127.0.0.1:9911 ' +
        'images=[{type=image/png px=8x6}] note="two words" cause=null',
    );
    assert.equal(logLine('Run failed', ['Error: no'], asIs), 'Run failed: ["Error: no"]');
  });

  test('has no text that looks like another fact', () => {
    for (const text of ['', 'x outcome=saved', 'a=b', '}', ']', '"', 'x\noutcome=saved', 'é']) {
      assert.equal(logLine('Run', { text }, asIs), `Run: text=${JSON.stringify(text)}`, text);
    }
    assert.equal(logLine('Run', { 'a b=c': 1 }, asIs), 'Run: "a b=c"=1');
  });

  test('keeps every text, with what controls an editor escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = logLine('Run', { text }, asIs);
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        const value = line.slice('Run: text='.length);
        assert.equal(value.startsWith('"') ? JSON.parse(value) : value, text);
      }),
      { numRuns: 1000 },
    );
  });

  test('cleans texts and names before it quotes them', () => {
    const clean = (text: string) => text.replaceAll('s"k', '…');
    assert.equal(logLine('a s"k', { 's"k': ['s"k'] }, clean), 'a …: "…"=["…"]');
  });
});
