/**
 * Text from a gateway, a model, a page, or a workspace is read on the thread that VS Code shares with every extension. A careless
 * search takes minutes for a long text that was made for it. The limit below is far from that, and far above what is normal.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resultStem } from '../../../src/disk/names.ts';
import { gatewayText } from '../../../src/reply/classify/gatewayText.ts';
import { imageLinks } from '../../../src/reply/hosted/links.ts';
import { retryAfterMs } from '../../../src/reply/classify/retryAfter.ts';
import { sanitize } from '../../../src/text/sanitize.ts';
import { redact } from '../../../src/text/redact.ts';
import { modelRemark } from '../../../src/text/modelRemark.ts';

const LENGTH = 1 << 20;
const MAX_MS = 1500;

const PIECES = [
  '[',
  '![](',
  '[](',
  '![a](https://a.example/x.png',
  'https:',
  'data:',
  'https://a.example/',
  ')',
  ').',
  '.',
  '<img ',
  '<img src',
  '<img src="',
  '<img src= ',
  '(request id: ',
  'retry in 1 ',
  'sk-',
  '?key=',
  ' ',
  '\n',
  '\u202e',
  '\ud83d',
];
/** A text that repeats, one with a different end, and one with a different start. */
const texts = PIECES.flatMap((piece) => {
  const long = piece.repeat(Math.ceil(LENGTH / piece.length));
  return [long, `${long}x`, `https://a.example/x${long}x`, `!${long}\n`];
});

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  imageLinks,
  sanitize,
  gatewayText,
  redact: (text) => redact(text, ['a-key-of-the-user']),
  retryAfterMs: (message) => retryAfterMs({ header: message, info: message, message }, 0),
  resultStem: (template) => resultStem(template, { prompt: 'a', source: 'b' }),
  modelRemark: (text) => modelRemark([{ reply: { text } }], 200),
};

for (const [name, read] of Object.entries(readers)) {
  test(`threat-T28 ${name} reads a hostile megabyte in a moment`, () => {
    for (const text of texts) {
      const began = performance.now();
      read(text);
      const took = performance.now() - began;
      assert.ok(took < MAX_MS, `${JSON.stringify(text.slice(0, 24))}… took ${took} ms`);
    }
  });
}
