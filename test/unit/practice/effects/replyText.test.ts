import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { png } from '../../../support/image/images.ts';
import {
  decodeBase64,
  isWhitish,
  SCENE,
  usePractice,
} from '../../../support/practice/usePractice.ts';

const practice = usePractice();

/** The text beside the image, although the request asks for images only. */
async function textFor(prompt: string, images: readonly Uint8Array[] = [SCENE]) {
  const config = { responseModalities: ['IMAGE'] };
  const parts = await practice.parts(prompt, { images, config });
  return parts.find(({ text }) => text !== undefined)?.text;
}

describe('beside an edited image, Practice', () => {
  test('says nothing if it did everything', async () => {
    assert.equal(await textFor('make it gray. Flip it, please'), undefined);
    const two = [SCENE, png(90, 96, [30, 60, 200])];
    assert.equal(await textFor('put them side by side', two), undefined);
  });

  test('names the edits that it understood and the clauses that it ignored', async () => {
    assert.equal(
      await textFor('black and white, put a hat on the cat, flip horizontally and vertically'),
      'Practice isn\'t an AI. Understood: grayscale, flip. Ignored: "put a hat on the cat".',
    );
    const two = [SCENE, png(90, 96, [30, 60, 200])];
    assert.equal(
      await textFor('put them on a table', two),
      'Practice isn\'t an AI. Understood: side by side. Ignored: "put them on a table".',
    );
  });

  test('names the edits that it knows if it understood none, and tints the image', async () => {
    const [text, image] = await practice.parts('surprise me', { images: [SCENE] });
    assert.match(text?.text ?? '', /found nothing to do in this prompt.*rotate/);
    assert.ok(!isWhitish(decodeBase64(image?.inlineData?.data ?? '').at(1, 1)));
  });

  test('knows that a single image cannot be put side by side', async () => {
    assert.match((await textFor('put it side by side')) ?? '', /found nothing to do/);
  });
});

describe('beside a drawing, Practice', () => {
  test('says that it drew a landscape if the prompt names nothing that it can draw', async () => {
    assert.match((await textFor('a cat', [])) ?? '', /drew a landscape/);
  });

  test('says nothing if it drew what the prompt names', async () => {
    assert.equal(await textFor('a red circle', []), undefined);
  });
});
