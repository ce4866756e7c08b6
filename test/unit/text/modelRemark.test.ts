import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { modelRemark } from '../../../src/text/modelRemark.ts';

function remark(...texts: string[]): string | undefined {
  return modelRemark(
    texts.map((text) => ({ reply: { text } })),
    60,
  );
}

describe('the remark of a model', () => {
  test('is the first text that a model sent with its images, on one line', () => {
    assert.equal(remark('', 'I left the\nsky as it was.', 'another'), 'I left the sky as it was.');
  });

  test('is undefined where no model said anything', () => {
    assert.equal(remark('', ' \n'), undefined);
    assert.equal(modelRemark([{}], 60), undefined);
    assert.equal(modelRemark([], 60), undefined);
  });

  test('leaves out addresses, which only the user who paid should have', () => {
    const hosted = '![Image](https://files.example/secret.png)\n\nSee https://files.example/x too';
    assert.equal(remark(hosted), 'See too');
    assert.equal(remark('![Image](https://files.example/secret.png)'), undefined);
    assert.equal(remark('Done: data:image/png;base64,AAAA here'), 'Done: here');
    assert.equal(remark('[here](https://files.example/x) it is'), 'it is');
  });

  test('is cut to the length asked for', () => {
    assert.equal(remark('x'.repeat(500)), `${'x'.repeat(60)}…`);
  });
});
