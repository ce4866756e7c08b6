import { some, type Some } from './nonEmpty.ts';
/**
 * At least one sample of every error that a message can describe. The tables are keyed by their types, so a new kind without a
 * sample doesn't compile.
 */
import {
  CancelledError,
  CheckError,
  ReplyError,
  SaveError,
  UnexpectedError,
  type Charge,
  type CheckProblem,
  type Disguise,
  type EaselError,
  type FailedOutcome,
  type ReplyProblem,
  type ReplyProblemKind,
} from '../../../src/errors.ts';
import { keysOf } from '../keysOf.ts';
import { BROKEN_ERRORS, CONNECT_ERRORS } from './connectionSamples.ts';
import { DOWNLOAD_PROBLEMS } from './downloadSamples.ts';

/** Foreign text with everything that must not get through: a command link, controls, markup. */
export const EVIL = '[free credit](command:evil) \u202e\u0000<b>';
export const HOST = 'gw.example';
type CheckOf<K extends CheckProblem['kind']> = Extract<CheckProblem, { kind: K }>;

const BASE_URL_REASONS: Readonly<Record<CheckOf<'bad-base-url'>['why'], true>> = {
  malformed: true,
  credentials: true,
  key: true,
  'not-https': true,
  missing: true,
};

const PIXEL_REASONS: Readonly<Record<CheckOf<'no-pixels'>['why'], string>> = {
  type: 'image/webp',
  'too-many': '9000 × 9000',
  broken: '',
  'not-made': 'webp',
  private: '',
};

const paused = { kind: 'route-paused', host: HOST, model: EVIL, since: 1, until: 61_000 } as const;
const ratio = { what: 'aspectRatio', asked: EVIL } as const;
const size = { what: 'imageSize', asked: EVIL } as const;
const offered = { model: EVIL, offered: ['1:1', '16:9'] } as const;
const noChoice = { model: EVIL, offered: [] } as const;

const DISGUISES: Readonly<Record<Disguise, true>> = {
  empty: true,
  zeros: true,
  'git-lfs': true,
  'git-annex': true,
  'web-page': true,
  svg: true,
  'apple-double': true,
  pdf: true,
};

export const CHECK_SAMPLES: { readonly [K in CheckProblem['kind']]: Some<CheckOf<K>> } = {
  'restricted-mode': [{ kind: 'restricted-mode' }],
  'no-gateway': [{ kind: 'no-gateway' }],
  'unknown-gateway': [{ kind: 'unknown-gateway', gateway: EVIL }],
  'bad-base-url': some(
    keysOf(BASE_URL_REASONS).map((why) => ({
      kind: 'bad-base-url',
      gateway: EVIL,
      why,
    })),
  ),
  'bad-setting': some(
    ['', 'id', 'label', 'baseUrl', 'auth', 'models', 'models.m', EVIL].map((why) => ({
      kind: 'bad-setting',
      setting: 'easel.gateways[0]',
      why,
    })),
  ),
  'no-key': [{ kind: 'no-key', host: HOST }],
  'no-secret': [{ kind: 'no-secret', host: HOST, header: EVIL }],
  'bad-key': [{ kind: 'bad-key', position: 9 }],
  'route-paused': [
    { ...paused, isBusy: false },
    { ...paused, isBusy: true },
  ],
  'no-prompt': [{ kind: 'no-prompt' }],
  'not-found': [{ kind: 'not-found', path: EVIL }],
  'no-folder': [{ kind: 'no-folder', path: EVIL }],
  'no-source': [{ kind: 'no-source' }],
  'no-target': [{ kind: 'no-target' }],
  'no-room': [{ kind: 'no-room', free: 12_000_000, needed: 64_000_000 }],
  'no-spool': [{ kind: 'no-spool', code: 'EROFS' }],
  'target-missing': [{ kind: 'target-missing', folder: EVIL }],
  'target-read-only': [{ kind: 'target-read-only', folder: EVIL, code: 'EROFS' }],
  'leads-out': [{ kind: 'leads-out', folder: EVIL, real: EVIL }],
  'bad-options': some([EVIL, ''].map((where) => ({ kind: 'bad-options', where }))),
  'not-offered': [
    { kind: 'not-offered', ...offered, ...ratio },
    { kind: 'not-offered', ...offered, ...size },
    { kind: 'not-offered', ...noChoice, ...ratio },
    { kind: 'not-offered', ...noChoice, ...size },
    { kind: 'not-offered', ...offered, ...ratio, bySetting: true },
    { kind: 'not-offered', ...noChoice, ...size, bySetting: true },
  ],
  'ill-formed': [
    { kind: 'ill-formed', ...ratio },
    { kind: 'ill-formed', ...size },
    { kind: 'ill-formed', ...ratio, bySetting: true },
    { kind: 'ill-formed', ...size, bySetting: true },
  ],
  'unknown-placeholder': [{ kind: 'unknown-placeholder', placeholder: EVIL, known: ['source'] }],
  'foreign-folder': [{ kind: 'foreign-folder', scheme: EVIL }],
  'too-many-images': [{ kind: 'too-many-images', model: EVIL, given: 15, most: 14 }],
  unreadable: [{ kind: 'unreadable', file: EVIL, code: 'FileNotFound' }],
  'not-an-image': [
    { kind: 'not-an-image', file: EVIL },
    { kind: 'not-an-image', file: `${EVIL}.png` },
    ...keysOf(DISGUISES).map((found) => ({
      kind: 'not-an-image' as const,
      file: `._${EVIL}`,
      found,
    })),
  ],
  'no-drawing': [
    { kind: 'no-drawing', file: EVIL, why: 'failed' },
    { kind: 'no-drawing', file: EVIL, why: 'too-large', most: 5_000_000 },
    { kind: 'no-drawing', file: EVIL, why: 'external', address: EVIL },
  ],
  'incomplete-image': [{ kind: 'incomplete-image', file: EVIL, type: 'image/png' }],
  'type-not-taken': [
    { kind: 'type-not-taken', file: EVIL, type: 'image/bmp', model: EVIL, taken: ['image/png'] },
  ],
  'too-large': [{ kind: 'too-large', bytes: 30_000_000, most: 28_000_000 }],
  'no-pixels': some(
    keysOf(PIXEL_REASONS).map((why) => ({ kind: 'no-pixels', why, what: PIXEL_REASONS[why] })),
  ),
  'no-mark': [{ kind: 'no-mark' }],
  'no-sprites': [
    { kind: 'no-sprites', found: 0 },
    { kind: 'no-sprites', found: 2000 },
  ],
  'no-background': [
    { kind: 'no-background', why: 'transparent' },
    { kind: 'no-background', why: 'not-plain' },
    { kind: 'no-background', why: 'all' },
  ],
  'too-heavy': [{ kind: 'too-heavy', mostBytes: 20_000, leastBytes: 34_000 }],
};

const REPLY_KINDS: Readonly<Record<ReplyProblemKind, true>> = {
  'blocked-prompt': true,
  'blocked-output': true,
  'text-only': true,
  empty: true,
  'only-drafts': true,
  refused: true,
  'web-page': true,
  'bot-wall': true,
  'gateway-timeout': true,
  'origin-down': true,
  redirect: true,
  'no-path': true,
  'not-served': true,
  'not-json': true,
  'cut-short': true,
  'broken-image': true,
  'not-an-image': true,
  'too-large': true,
  download: true,
  task: true,
};
const CHARGES: Readonly<Record<Charge, true>> = { no: true, maybe: true, yes: true };
/** The possible charges of a reply with each outcome. */
const OUTCOME_CHARGES: Readonly<Record<FailedOutcome, Some<Charge>>> = {
  cancelled: ['no'],
  blocked: ['no', 'maybe'],
  no_image: ['no', 'maybe'],
  auth: ['no'],
  quota: ['no'],
  rate_limited: ['no'],
  route_unavailable: ['no'],
  busy: ['no'],
  unreachable: ['no'],
  unknown: ['maybe'],
  bad_request: ['no'],
  too_large: ['no'],
  bad_reply: some(keysOf(CHARGES)),
  download_failed: ['yes'],
  save_failed: ['yes'],
  accepted: ['maybe'],
  config: ['no'],
};
/** Every outcome with every kind: a combination that no gateway sends today may come tomorrow. */
const replyProblems = keysOf(OUTCOME_CHARGES).flatMap((outcome) =>
  OUTCOME_CHARGES[outcome].flatMap((charge) =>
    keysOf(REPLY_KINDS).flatMap((kind): ReplyProblem[] => {
      const bare = { kind, outcome, charge, status: 500 };
      const full = {
        code: EVIL,
        reason: EVIL,
        gatewayText: EVIL.repeat(40),
        host: EVIL,
        taskId: EVIL,
      };
      return [
        bare,
        { ...bare, ...full, retryAfterMs: 49_100 },
        { ...bare, keptImages: 2 },
        { ...bare, keptBytes: 4096 },
      ];
    }),
  ),
);

/** Samples of every error, all their variants included. */
export const ERRORS: readonly EaselError[] = [
  ...Object.values(CHECK_SAMPLES)
    .flat()
    .map((problem) => new CheckError(problem)),
  ...CONNECT_ERRORS,
  ...BROKEN_ERRORS,
  ...[...replyProblems, ...DOWNLOAD_PROBLEMS].map((problem) => new ReplyError(HOST, EVIL, problem)),
  ...['ENOSPC', 'EDQUOT', 'EACCES'].map((code) => new SaveError(EVIL, code)),
  new SaveError(EVIL, 'ENOSPC', { inMemory: true }),
  ...keysOf(CHARGES).flatMap((charge) => [
    new CancelledError(charge),
    new CancelledError(charge, true),
  ]),
  new UnexpectedError(true, new Error('x')),
  new UnexpectedError(false, new Error('x')),
];
