import type { Warning } from '../../../src/messages/warning.ts';
import { CHECK_SAMPLES, EVIL } from './samples.ts';
import { some, type Some } from './nonEmpty.ts';

type WarningOf<K extends Warning['kind']> = Extract<Warning, { kind: K }>;

export const WARNING_SAMPLES: { readonly [K in Warning['kind']]: Some<WarningOf<K>> } = {
  'other-ratio': [{ kind: 'other-ratio', asked: '16:9', width: 1024, height: 1024 }],
  'other-size': [{ kind: 'other-size', asked: '2K', width: 1024, height: 1024 }],
  unchanged: [{ kind: 'unchanged' }],
  're-encoded': [{ kind: 're-encoded' }],
  'lost-transparency': [{ kind: 'lost-transparency' }],
  'other-shape': [{ kind: 'other-shape', source: { width: 16, height: 9 }, width: 10, height: 10 }],
  declined: [{ kind: 'declined', quote: EVIL }],
  'first-frame': [{ kind: 'first-frame', file: 'anim.gif', frames: 8 }],
  'many-images': [{ kind: 'many-images', best: 3 }],
  'partly-broken': [{ kind: 'partly-broken' }, { kind: 'partly-broken', isKept: true }],
  'partly-blocked': [{ kind: 'partly-blocked', reason: EVIL }],
  'partly-missing': [
    { kind: 'partly-missing', host: '' },
    { kind: 'partly-missing', host: EVIL },
  ],
  'not-fetched': [{ kind: 'not-fetched' }],
  'partly-cut': [{ kind: 'partly-cut' }],
  'partly-failed': [{ kind: 'partly-failed', code: EVIL }],
  'lost-credentials': [
    { kind: 'lost-credentials', isInResult: true },
    { kind: 'lost-credentials', source: EVIL, isInResult: true },
    { kind: 'lost-credentials', source: EVIL, isInResult: false },
  ],
  'not-transparent': [
    { kind: 'not-transparent', why: 'not-plain' },
    { kind: 'not-transparent', why: 'all' },
  ],
  'background-doubt': [{ kind: 'background-doubt' }],
  'one-frame': [{ kind: 'one-frame', frames: 8 }],
  enlarged: [{ kind: 'enlarged', width: 1200, height: 630 }],
  'as-received': some([
    { kind: 'as-received' },
    ...CHECK_SAMPLES['no-pixels'].map((problem) => ({ kind: 'as-received', problem }) as const),
  ]),
  'converted-credentials': [{ kind: 'converted-credentials' }],
  'region-more': [{ kind: 'region-more', share: 0.256 }],
  'region-plain': [{ kind: 'region-plain' }],
  'region-unlike': [{ kind: 'region-unlike' }],
  'region-late': [{ kind: 'region-late' }],
  'region-whole': some([
    { kind: 'region-whole' },
    ...CHECK_SAMPLES['no-pixels'].map((problem) => ({ kind: 'region-whole', problem }) as const),
  ]),
};
