import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { STEPS, remainingSteps, type Step } from '../../../src/catalog/newGatewaySteps.ts';
import { runSteps, type Question, type StepResult } from '../../../src/dialogs/steps.ts';

type Draft = readonly string[];

/** Answers the questions in the order of a script: `key` answers, `key<` goes back, `key-` wasn't shown, `key>address` repairs, `key!` dismisses. */
async function run(script: string, first: readonly Step[] = STEPS) {
  const seen: string[] = [];
  const rest = script.split(' ');
  const ask =
    (step: Step): Question<Draft, Step> =>
    async (draft, canGoBack): Promise<StepResult<Draft, Step>> => {
      seen.push(`${step}${canGoBack ? '' : '|'}`);
      const [, name, how, to] = /^(\w+)([<>!-]?)(\w*)$/.exec(rest.shift() ?? '') ?? [];
      assert.equal(name, step);
      if (how === '<') return 'back';
      if (how === '!') return undefined;
      const next = [...draft, step];
      return how === '>'
        ? { draft: next, goTo: to as Step }
        : { draft: next, wasAsked: how !== '-' };
    };
  const questions = Object.fromEntries(STEPS.map((step) => [step, ask(step)])) as Readonly<
    Record<Step, Question<Draft, Step>>
  >;
  const draft = await runSteps({ order: STEPS, questions, first }, []);
  assert.deepEqual(rest, [], 'every answer was asked for');
  return { draft, seen: seen.join(' ') };
}

describe('runSteps', () => {
  for (const [name, script, seen] of [
    ['asks in order', 'address label key auth- finish', 'address| label key auth finish'],
    [
      'leads back to the last step that the user saw',
      'address label key auth- finish< key auth finish',
      'address| label key auth finish key auth finish',
    ],
    [
      'repairs a key and tests it again',
      'address label key auth>key key auth- finish< key auth- finish',
      'address| label key auth key auth finish key auth finish',
    ],
    [
      'repairs an address, in front of which there is nothing',
      'address label key auth>address address label key auth- finish',
      'address| label key auth address| label key auth finish',
    ],
    [
      'tries again',
      'address label key auth>auth auth>auth auth< key auth- finish',
      'address| label key auth auth auth key auth finish',
    ],
  ] as const) {
    test(name, async () => {
      const result = await run(script);
      assert.equal(result.seen, seen);
      assert.equal(result.draft?.at(-1), 'finish');
    });
  }

  test('asks a question that was left out once a step leads to it, and Back skips others', async () => {
    const first = remainingSteps({ hasAddress: true, hasKey: false });
    const { seen } = await run('key auth>address address key< address key auth- finish', first);
    assert.equal(seen, 'key| auth address| key address| key auth finish');
    const key = remainingSteps({ hasAddress: false, hasKey: true });
    const repaired = await run('address label auth>key key< label key auth- finish', key);
    assert.equal(repaired.seen, 'address| label auth key label key auth finish');
  });

  test('keeps the draft of a step that leads to another', async () => {
    const { draft } = await run('address label key auth>key key auth finish');
    assert.deepEqual(draft, ['address', 'label', 'key', 'auth', 'key', 'auth', 'finish']);
  });

  test('ends without a draft if a step is dismissed', async () => {
    assert.equal((await run('address label key!')).draft, undefined);
    assert.equal((await run('address label key auth>key key!')).draft, undefined);
  });
});
