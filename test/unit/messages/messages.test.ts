import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findGateway, listGateways } from '../../../src/catalog/gateways.ts';
import {
  BrokenError,
  CancelledError,
  CheckError,
  ConnectError,
  OUTCOMES,
  ReplyError,
  SaveError,
  UnexpectedError,
  type CheckProblem,
  type EaselError,
  type ReplyProblem,
} from '../../../src/errors.ts';
import { offeredActions, type ActionFacts } from '../../../src/messages/actions.ts';
import { describeError, describeWarning } from '../../../src/messages/messages.ts';
import { describeRejected, describeUnusable } from '../../../src/messages/gatewayEntries.ts';
import { settingBehind } from '../../../src/messages/settings.ts';
import { modelRemark } from '../../../src/text/modelRemark.ts';
import { timeOfDay } from '../../../src/text/format.ts';
import { type Translate } from '../../../src/text/translate.ts';

/** As `vscode.l10n.t` without a bundle. */
const t: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));

const EVIL = '[free credit](command:evil) \u202e\u0000<b>';
const HOST = 'gw.example';

const checks: readonly CheckProblem[] = [
  { kind: 'restricted-mode' },
  { kind: 'no-gateway' },
  { kind: 'unknown-gateway', gateway: EVIL },
  ...(['malformed', 'credentials', 'not-https', 'missing', 'images-route'] as const).map(
    (why) => ({ kind: 'bad-base-url', gateway: 'own', why }) as const,
  ),
  { kind: 'bad-setting', setting: 'easel.gateways[0]', why: 'id' },
  { kind: 'no-key', host: HOST },
  { kind: 'bad-key', position: 9 },
  { kind: 'route-paused', host: HOST, since: 1000, until: 61_000, isBusy: false },
  { kind: 'route-paused', host: HOST, since: 1000, until: 61_000, isBusy: true },
  { kind: 'no-prompt' },
  { kind: 'no-source' },
  { kind: 'no-target' },
  { kind: 'bad-options', where: EVIL },
  {
    kind: 'not-offered',
    model: EVIL,
    what: 'aspectRatio',
    asked: '9:21',
    offered: ['1:1', '16:9'],
  },
  { kind: 'not-offered', model: 'm', what: 'imageSize', asked: '8K', offered: [] },
  { kind: 'not-offered', model: 'm', what: 'imageSize', asked: EVIL, offered: [], bySetting: true },
  { kind: 'ill-formed', what: 'imageSize', asked: EVIL },
  { kind: 'ill-formed', what: 'aspectRatio', asked: EVIL, bySetting: true },
  { kind: 'unknown-placeholder', placeholder: EVIL, known: ['source'] },
  { kind: 'too-many-images', model: 'm', given: 15, most: 14 },
  { kind: 'unreadable', file: EVIL, code: 'FileNotFound' },
  { kind: 'not-an-image', file: EVIL },
  { kind: 'type-not-taken', file: EVIL, type: 'image/bmp', model: EVIL, taken: ['image/png'] },
  { kind: 'too-large', bytes: 30_000_000, most: 28_000_000 },
];

const kinds = [
  'text-only',
  'only-drafts',
  'empty',
  'refused',
  'web-page',
  'bot-wall',
  'gateway-timeout',
  'cut-short',
  'broken-image',
  'not-an-image',
  'too-large',
  'not-json',
] as const;

const replies: readonly ReplyProblem[] = OUTCOMES.filter((outcome) => outcome !== 'saved').flatMap(
  (outcome) =>
    kinds.map((kind) => ({
      kind,
      outcome,
      charge: outcome === 'unknown' ? 'maybe' : 'no',
      status: 500,
      code: EVIL,
      reason: EVIL,
      foreign: EVIL.repeat(40),
      retryAfterMs: 49_100,
      host: EVIL,
    })),
);

const broken = { host: HOST, code: 'ECONNRESET', receivedBytes: 3_100_000, waitedMs: 600_000 };
const errors: readonly EaselError[] = [
  ...checks.map((problem) => new CheckError(problem)),
  ...(['refused', 'not-found', 'offline', 'timeout', 'tls', 'proxy'] as const).map(
    (reason) => new ConnectError(HOST, reason, 'CODE'),
  ),
  ...(['sending', 'waiting', 'receiving'] as const).flatMap((phase) =>
    (['closed', 'timeout', 'not-http'] as const).map(
      (why) => new BrokenError({ ...broken, phase, why }),
    ),
  ),
  ...replies.map((problem) => new ReplyError(HOST, EVIL, problem)),
  new SaveError(EVIL, 'ENOSPC'),
  new CancelledError('no'),
  new CancelledError('maybe'),
  new UnexpectedError(true, new Error('x')),
  new UnexpectedError(false, new Error('x')),
];

describe('every message', () => {
  test('says what it means for money, is short, and holds no markup of foreign hands', () => {
    for (const error of errors) {
      const { text } = describeError(error, t);
      const about = `${error.message}: ${text}`;
      // VS Code cuts a notice at 1000 characters; foreign text is at most 200 of these.
      assert.ok(text.length <= 500, about);
      assert.match(text, /charged|nothing (was|is) sent|paid|Paste it again/i, about);
      assert.doesNotMatch(text, /\]\(|[\u0000-\u001f\u202e]|undefined|\{\d\}|  /, about);
      assert.doesNotMatch(text, /Error:|Something went wrong|please|sorry|!/i, about);
    }
  });

  test('offers a step, or is one where there is nothing to do', () => {
    for (const error of errors) {
      const { actions } = describeError(error, t);
      const none = [
        'no-prompt',
        'no-source',
        'bad-options',
        'unreadable',
        'not-an-image',
        'too-large',
      ];
      const expected =
        (error instanceof CancelledError && error.charge === 'no') ||
        (error instanceof CheckError && none.includes(error.problem.kind)) ||
        // Who asks in options for what is no size is a program.
        (error instanceof CheckError &&
          error.problem.kind === 'ill-formed' &&
          error.problem.bySetting !== true);
      assert.equal(actions.length === 0, expected, error.message);
    }
  });

  test('repeating is never the first step where it may cost money a second time', () => {
    for (const error of errors.filter(({ charge }) => charge !== 'no')) {
      assert.notEqual(describeError(error, t).actions[0], 'send-again', error.message);
      assert.ok(
        !describeError(error, t).actions.includes('try-again') ||
          error.outcome === 'rate_limited' ||
          error.outcome === 'busy' ||
          error.outcome === 'unreachable',
        error.message,
      );
    }
  });
});

test('the button that may pay a second time is never first, whatever cannot be offered', () => {
  const names = ['hasSite', 'keepsImage', 'hasPendingDownloads', 'canChooseFolder'] as const;
  for (const error of errors.filter(({ charge }) => charge !== 'no')) {
    for (let bits = 0; bits < 2 ** names.length; bits += 1) {
      const set = names.filter((_, index) => (bits & (2 ** index)) !== 0);
      const facts: ActionFacts = {
        canRepeat: true,
        ...Object.fromEntries(set.map((name) => [name, true])),
      };
      const offered = offeredActions(describeError(error, t), facts, error.charge);
      assert.ok(offered[0] !== 'send-again' || offered.length === 1, `${error.message} ${set.join()}`);
    }
  }
});

test('messages name what a user can act on', () => {
  const at = Date.parse('2026-11-20T14:31:20.900Z');
  const clock = { now: () => at, timeOfDay: (ms: number) => timeOfDay(ms, 'en-GB', 'UTC') };
  const said = (error: EaselError) => describeError(error, t, { clock }).text;
  assert.equal(
    said(new ConnectError('api.example.com:443', 'refused', 'ECONNREFUSED')),
    'Cannot reach api.example.com:443 (ECONNREFUSED). Not charged.',
  );
  assert.equal(
    said(
      new CheckError({
        kind: 'not-offered',
        model: 'nano-banana',
        what: 'aspectRatio',
        asked: '1:8',
        offered: ['1:1', '16:9'],
      }),
    ),
    'nano-banana has no ratio 1:8. It has 1:1, 16:9. Nothing was sent.',
  );
  assert.equal(
    said(
      new ReplyError(HOST, 'm', {
        kind: 'refused',
        outcome: 'rate_limited',
        charge: 'no',
        status: 429,
        retryAfterMs: 49_100,
      }),
    ),
    'gw.example asks to wait until 14:32:10. Not charged.',
  );
});

describe('a message of a gateway that is known', () => {
  const practice = { label: 'Practice', free: true } as const;

  test('names it, and never speaks of a bill where there is none', () => {
    for (const error of errors) {
      const { text, actions } = describeError(error, t, { gateway: practice });
      assert.doesNotMatch(text, /may (?:still )?(?:have been|be made and) charged|paid/i, text);
      assert.doesNotMatch(text, /was (?:probably )?charged/i, text);
      assert.ok(!text.includes(HOST), text);
      const isAboutMoney = error.charge !== 'no' && !(error instanceof SaveError);
      if (isAboutMoney) assert.match(text, /Nothing is charged\./, text);
      if (error instanceof CancelledError) assert.deepEqual(actions, []);
    }
  });

  test('names its label and its host where it is not free', () => {
    const gateway = { label: 'Mine [x](command:evil)' };
    for (const error of errors) {
      const { text } = describeError(error, t, { gateway });
      if (!describeError(error, t).text.includes(HOST)) continue;
      assert.ok(text.includes(`Mine [x] (command:evil) (${HOST})`), text);
    }
    const refused = new ConnectError(HOST, 'refused', 'ECONNREFUSED');
    const named = describeError(refused, t, { gateway: { label: HOST } });
    assert.equal(named.text, 'Cannot reach gw.example (ECONNREFUSED). Not charged.');
  });
});

test('what is told of a region says what became of the picture', () => {
  const told = (warning: Parameters<typeof describeWarning>[0]) => {
    const text = describeWarning(warning, 'M (G)', t);
    assert.ok(text.length <= 300 && text.includes('M (G)') && text.endsWith('.'), text);
    return text;
  };
  assert.match(told({ kind: 'region-more', share: 0.256 }), /26 %.*not used/);
  assert.match(told({ kind: 'region-plain' }), /only scaled/);
  assert.match(told({ kind: 'region-unlike' }), /saved beside the result, with -whole in its name/);
  assert.match(told({ kind: 'region-late' }), /whole picture of M \(G\) is saved.*not put into/);
  assert.match(told({ kind: 'region-whole' }), /failed\. So the whole picture of M \(G\) is saved/);
});

test('a file that claims to be an image is told from one that does not', () => {
  const said = (file: string) => describeError(new CheckError({ kind: 'not-an-image', file }), t);
  const claims = 'cat.PNG is not an image, whatever its name says. Nothing was sent.';
  assert.equal(said('cat.PNG').text, claims);
  assert.equal(said('notes.txt').text, 'notes.txt is not an image. Nothing was sent.');
});

test('a setting that keeps a run from being sent is named, with what it may be and the way to it', () => {
  const shown = (problem: CheckProblem) => {
    const error = new CheckError(problem);
    const { text, actions } = describeError(error, t);
    return [text, actions, settingBehind(error)];
  };
  const asked = { model: 'nano-banana', asked: '1:8', bySetting: true } as const;
  assert.deepEqual(
    shown({ kind: 'not-offered', what: 'aspectRatio', offered: ['1:1', '16:9'], ...asked }),
    [
      'easel.aspectRatio is 1:8, which nano-banana does not have. It has 1:1, 16:9. Nothing was sent.',
      ['open-settings', 'choose-model'],
      'easel.aspectRatio',
    ],
  );
  assert.deepEqual(
    shown({ kind: 'not-offered', what: 'imageSize', offered: [], ...asked, asked: '4K' }),
    [
      'easel.imageSize is 4K, and nano-banana has no choice there: set auto. Nothing was sent.',
      ['open-settings', 'choose-model'],
      'easel.imageSize',
    ],
  );
  assert.deepEqual(
    shown({ kind: 'ill-formed', what: 'aspectRatio', asked: 'wide', bySetting: true }),
    [
      'easel.aspectRatio is “wide”, which is no ratio: set auto, or one such as 16:9. Nothing was sent.',
      ['open-settings'],
      'easel.aspectRatio',
    ],
  );
  assert.deepEqual(
    shown({ kind: 'unknown-placeholder', placeholder: 'date', known: ['source', 'prompt'] }),
    [
      'easel.output.fileName has ${date}, which Easel does not know. It knows ${source} and ${prompt}. Nothing was sent.',
      ['open-settings'],
      'easel.output.fileName',
    ],
  );
  const once = { kind: 'ill-formed', what: 'imageSize', asked: 'big' } as const;
  const [text, , setting] = shown(once);
  assert.equal(text, '“big” is no size: use auto, or one such as 2K. Nothing was sent.');
  assert.equal(setting, undefined, 'no setting says so');
});

test('an entry of the settings that is refused is told of by its gateway, or by its place', () => {
  const setting = [
    { id: 'plain', baseUrl: 'http://gateway.example' },
    { id: 'odd', baseUrl: 'gateway.example' },
    { id: 'typo', baseurl: 'https://gateway.example' },
    { id: 'fine', baseUrl: 'https://gateway.example' },
    { id: 'No Id' },
    'nothing',
    { id: 'number', baseUrl: 7 },
    { id: 'style', baseUrl: 'https://gateway.example', auth: 'basic' },
    { id: 'ids', baseUrl: 'https://gateway.example', models: { 'nano-banana': 7 } },
  ];
  const { gateways, problems } = listGateways(setting);
  assert.deepEqual(
    gateways.slice(4).map(({ id }) => id),
    ['fine'],
  );
  assert.deepEqual(
    problems.map(({ problem }) => describeRejected(problem, t)),
    [
      'The base URL of plain is not https, and only this machine and private networks go without. This gateway is not used.',
      'The base URL of odd must be an address that begins with https://, or http:// for this machine and private networks, without ? and #. This gateway is not used.',
      'easel.gateways[2]: there is no field “baseurl”; the fields are id, label, baseUrl, auth, models. This entry is not used.',
      'easel.gateways[4]: id must be up to 40 of a to z, 0 to 9 and -, such as my-gateway. This entry is not used.',
      'easel.gateways[5] must be an object with id and baseUrl. This entry is not used.',
      'easel.gateways[6]: baseUrl must begin with https://, or http:// for this machine and private networks. This entry is not used.',
      'easel.gateways[7]: auth must be query, bearer or x-goog-api-key. This entry is not used.',
      'easel.gateways[8]: models must name, for a model’s id, the id at this gateway. This entry is not used.',
    ],
  );
  const { problem } = refusedAs(() => findGateway('typo', { gateways, problems }));
  assert.equal(problem.kind, 'bad-setting');
  assert.match(describeUnusable(problem, t), /^easel\.gateways\[2\]: there is no field/);
  const nobody = refusedAs(() => findGateway('nobody', { gateways, problems }));
  const wrong = 'easel.gateway is “nobody”, and there is no gateway of that id.';
  assert.equal(describeUnusable(nobody.problem, t), wrong);
});

function refusedAs(work: () => unknown): CheckError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof CheckError);
    return error;
  }
  return assert.fail('it is taken');
}

test('what a model says beside its image is one line without addresses', () => {
  const said = (...texts: string[]) => {
    const reports = texts.map((text) => ({ reply: { text } }));
    return modelRemark(reports, 60);
  };
  assert.equal(said('', ' \n'), undefined);
  assert.equal(said('', 'I left the\nsky as it was.'), 'I left the sky as it was.');
  const hosted = '![Image](https://files.example/secret.png)\n\nSee https://files.example/x too';
  assert.equal(said(hosted), 'See too');
  assert.equal(said('![Image](https://files.example/secret.png)'), undefined);
  assert.ok((said('x'.repeat(500)) ?? '').length <= 61);
  assert.equal(modelRemark([{}], 60), undefined);
});

test('warnings name the route', () => {
  const route = 'gemini-3-pro-image (Google)';
  assert.equal(
    describeWarning({ kind: 'other-ratio', asked: '16:9', width: 1024, height: 1024 }, route, t),
    'gemini-3-pro-image (Google) was asked for 16:9 and gave 1024×1024 px.',
  );
  assert.equal(
    describeWarning({ kind: 'unchanged' }, route, t),
    `${route} gave the source back unchanged.`,
  );
});
