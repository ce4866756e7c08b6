import { BUILT_IN_GATEWAYS } from '../../../../src/catalog/gateways.ts';
import type { RunPlan } from '../../../../src/run/plan/plan.ts';
import type { RunReport } from '../../../../src/run/runParts.ts';

/** An edit at a gateway that charges. */
export const PLAN: RunPlan = {
  operation: 'edit',
  gateway: BUILT_IN_GATEWAYS[0]!,
  model: 'nano-banana',
  modelId: 'gemini-2.5-flash-image',
  prompt: '',
  body: { prompt: '', images: [], inlineSpelling: 'inlineData', aspectRatio: '16:9' },
  images: [],
  target: { folder: 'file:///w', stem: 'a' },
  timeoutMs: 1000,
};

const FACTS = {
  type: 'png',
  mimeType: 'image/png',
  extension: 'png',
  width: 8,
  height: 6,
  isWhole: true,
} as const;

/** A request that returned an image, which is saved. */
export const REPORT: RunReport = {
  id: 'r',
  host: 'h',
  saved: ['file:///w/a.png'],
  files: [{ uri: 'file:///w/a.png', size: 77, facts: FACTS }],
  images: [{ file: '/spool/1', size: 77, sha256: '', facts: FACTS, shape: 'inlineData' }],
  warnings: [],
  tookMs: 5,
};
