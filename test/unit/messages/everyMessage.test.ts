import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CancelledError,
  CheckError,
  SaveError,
  type Charge,
  type CheckProblem,
  type EaselError,
} from '../../../src/errors.ts';
import { offeredActions, type ActionFacts } from '../../../src/messages/actions.ts';
import { describeError, describeWarning } from '../../../src/messages/messages.ts';
import { translate as t } from '../../support/localization.ts';
import { CHECK_SAMPLES, ERRORS, HOST } from '../../support/messages/samples.ts';
import { WARNING_SAMPLES } from '../../support/messages/warningSamples.ts';

/** Everything that a message can say about money. */
const MONEY = [
  'Nothing was sent.',
  'Nothing was sent or charged.',
  'Nothing was charged.',
  "The failed request wasn't charged.",
  'You may have been charged.',
  'You were probably charged.',
  'You were charged.',
  'you may be charged.',
  'The paid image is kept.',
  'The paid image is kept in memory only.',
  'The image is kept.',
];
/** What a message about each charge can say. */
const MONEY_BY_CHARGE: Readonly<Record<Charge, RegExp>> = {
  no: /Nothing was sent\.|Nothing was sent or charged\.|Nothing was charged\./,
  maybe: /You may have been charged\.|You were probably charged\.|you may be charged\./,
  yes: /You were charged\.|The paid image is kept(?: in memory only)?\./,
};

function aboutMoney(text: string): readonly string[] {
  return MONEY.filter((sentence) => text.includes(sentence));
}

const warnings = Object.values(WARNING_SAMPLES).flat();
const ROUTE = 'nano-banana (Google)';

describe('every message', () => {
  test('says exactly once what the failure means for money', () => {
    for (const error of ERRORS) {
      const { text } = describeError(error, t);
      const about = `${error.message}: ${text}`;
      if (error instanceof CheckError && error.problem.kind === 'bad-key') {
        // The text is also the validation message of the box where the key is typed.
        assert.deepEqual(aboutMoney(text), [], about);
        continue;
      }
      assert.equal(aboutMoney(text).length, 1, about);
      assert.match(text, MONEY_BY_CHARGE[error.charge], about);
    }
  });

  test('never says that nothing was sent or charged if other requests of the run were', () => {
    let [free, unsent] = [0, 0];
    for (const error of ERRORS) {
      const { text } = describeError(error, t, { hasPaidOthers: true });
      assert.doesNotMatch(text, /Nothing was/, `${error.message}: ${text}`);
      assert.ok(aboutMoney(text).length <= 1, text);
      if (text.includes("The failed request wasn't charged.")) free += 1;
      if (text.includes("This request wasn't sent.")) unsent += 1;
    }
    assert.ok(free > 50 && unsent > 30, `${free} and ${unsent} cases`);
  });

  test('is short, made of whole sentences, and has no markup from outside', () => {
    const texts = [
      ...ERRORS.map((error) => describeError(error, t).text),
      ...warnings.map((warning) => describeWarning(warning, ROUTE, t)),
    ];
    for (const text of texts) {
      // VS Code cuts a notice at 1000 characters; foreign text is at most 200 of these.
      assert.ok(text.length <= 500, text);
      assert.match(text, /[.”]$/, text);
      assert.doesNotMatch(text, /\]\(|[\u0000-\u001f\u202e]|undefined|NaN|\{\d\}|  /, text);
    }
  });

  test('is plain English: contractions, no blame, no apology, no idiom', () => {
    const texts = [
      ...ERRORS.map((error) => describeError(error, t).text),
      ...warnings.map((warning) => describeWarning(warning, ROUTE, t)),
    ];
    for (const text of texts) {
      assert.doesNotMatch(text, /Error:|Something went wrong|please|sorry|oops|!/i);
      assert.doesNotMatch(
        text,
        /\b(?:is|are|was|were|does|do|did|could|has|have) not\b|\bcannot\b/i,
      );
      assert.doesNotMatch(text, /\b(?:who|whoever|nobody|anew|is none|came of|cancell|beside)\b/i);
    }
  });

  test('a warning names its route', () => {
    for (const warning of warnings) {
      assert.ok(describeWarning(warning, ROUTE, t).includes(ROUTE), warning.kind);
    }
  });
});

/** Whether there is something to do about each refusal besides changing the request. */
const HAS_ACTION: Readonly<Record<CheckProblem['kind'], boolean>> = {
  'restricted-mode': true,
  'no-gateway': true,
  'unknown-gateway': true,
  'bad-base-url': true,
  'bad-setting': true,
  'no-key': true,
  'no-secret': true,
  'bad-key': true,
  'route-paused': true,
  'no-prompt': false,
  'not-found': false,
  'no-folder': false,
  'no-source': false,
  'no-target': true,
  'no-room': true,
  'no-spool': true,
  'target-missing': true,
  'target-read-only': true,
  'leads-out': true,
  'bad-options': false,
  'not-offered': true,
  // Without a setting behind it, the value comes from a program.
  'ill-formed': false,
  'unknown-placeholder': true,
  'foreign-folder': true,
  'too-many-images': true,
  unreadable: false,
  'not-an-image': false,
  'incomplete-image': false,
  'type-not-taken': true,
  'too-large': false,
  'no-pixels': false,
  'no-mark': false,
  'no-drawing': false,
  'no-background': false,
  'too-heavy': false,
  'no-sprites': false,
};

describe('the actions of every message', () => {
  test('offer a step wherever there is one', () => {
    for (const error of ERRORS) {
      const { actions } = describeError(error, t);
      assert.equal(new Set(actions).size, actions.length, error.message);
      if (!(error instanceof CheckError)) {
        const isFreeCancel = error instanceof CancelledError && error.charge === 'no';
        assert.equal(actions.length === 0, isFreeCancel, error.message);
      }
    }
    for (const problem of Object.values(CHECK_SAMPLES).flat()) {
      const { actions } = describeError(new CheckError(problem), t);
      const bySetting = 'bySetting' in problem && problem.bySetting;
      assert.equal(actions.length > 0, HAS_ACTION[problem.kind] || bySetting, problem.kind);
    }
  });

  test('never start with sending again where the last try may have been paid for', () => {
    const paid = ERRORS.filter(({ charge }) => charge !== 'no');
    assert.ok(paid.length > 100);
    for (const error of paid) {
      const { actions } = describeError(error, t);
      assert.notEqual(actions[0], 'send-again', error.message);
      assert.ok(!actions.includes('try-again'), error.message);
    }
  });

  test('end with sending again where it may pay twice, whatever else cannot be offered', () => {
    const all: Required<ActionFacts> = {
      canRepeat: true,
      canChooseFolder: true,
      hasForm: true,
      reopens: true,
      hasSite: true,
      keepsImage: true,
      hasPendingDownloads: true,
    };
    let endings = 0;
    for (const error of ERRORS.filter(({ charge }) => charge !== 'no')) {
      for (const missing of Object.keys(all) as (keyof ActionFacts)[]) {
        const facts = { ...all, [missing]: false };
        const offered = offeredActions(describeError(error, t), facts, error.charge);
        if (!offered.includes('send-again')) continue;
        endings += 1;
        assert.equal(offered.at(-1), 'send-again', error.message);
      }
    }
    assert.ok(endings > 10, `${endings} cases`);
  });
});

describe('a message about a known gateway', () => {
  const practice = { label: 'Practice', free: true } as const;
  const isAboutMoney = (error: EaselError) =>
    error.charge !== 'no' && !(error instanceof SaveError);

  test('names the gateway, and never speaks of a bill where there is none', () => {
    let free = 0;
    for (const error of ERRORS) {
      const { text, actions } = describeError(error, t, { gateway: practice });
      assert.doesNotMatch(text, /you (?:may|were)|paid/i, text);
      assert.ok(!text.includes(HOST), text);
      if (isAboutMoney(error)) {
        free += 1;
        assert.match(text, /Nothing was charged\./, text);
      }
      if (error instanceof CancelledError) assert.ok(!actions.includes('open-site'), text);
    }
    assert.ok(free > 100, `${free} cases`);
  });

  test('names its label and its host where it charges', () => {
    const gateway = { label: 'Mine [x](command:evil)' };
    let named = 0;
    for (const error of ERRORS) {
      if (!describeError(error, t).text.includes(HOST)) continue;
      named += 1;
      const { text } = describeError(error, t, { gateway });
      assert.ok(text.includes(`Mine [x] (command:evil) (${HOST})`), text);
    }
    assert.ok(named > 100, `${named} cases`);
  });
});
