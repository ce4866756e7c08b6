import { fromPage, type Statement } from './statement.ts';

const EDIT = { path: 'generateContent', operations: ['edit'] } as const;
const IMAGES = { path: 'images', operations: ['generate', 'edit'] } as const;
const NANO_BANANA_2 = {
  path: 'generateContent',
  model: 'gemini-3.1-flash-image-preview',
} as const;
const NANO_BANANA = { path: 'generateContent', model: 'gemini-2.5-flash-image' } as const;

/** Crazyrouter's editing page of April 14, 2026: native editing works again, and the older Images route is down. */
export const APRIL_EDIT: readonly Statement[] = fromPage(
  {
    date: '2026-04-14',
    source: 'https://docs.crazyrouter.com/jp/chat/gemini/image-edit',
    gateway: 'crazyrouter',
  },
  [
    {
      ...EDIT,
      id: 'april-edit-3.1-flash-preview',
      model: 'gemini-3.1-flash-image-preview',
      finding: { kind: 'image' },
      claim: 'In a retest, native editing with this model returned images again.',
    },
    {
      ...EDIT,
      id: 'april-edit-2.5-flash',
      model: 'gemini-2.5-flash-image',
      finding: { kind: 'image' },
      billing: 'under-review',
      claim: 'In a retest, this model returned images too, but its billing is under review.',
    },
    {
      ...IMAGES,
      id: 'april-images-family-unhealthy',
      model: '*',
      finding: { kind: 'unhealthy' },
      claim: 'The public Images route of the Nano Banana family is unhealthy.',
    },
    {
      ...EDIT,
      id: 'april-edit-converge',
      model: '*',
      finding: { kind: 'documented' },
      advice: 'recommended',
      claim:
        'Only the older Images layer is unhealthy. Use native generateContent for edits and references.',
    },
    {
      ...IMAGES,
      id: 'april-images-family-not-stable',
      model: '*',
      finding: { kind: 'documented' },
      advice: 'not-recommended',
      claim: 'The Images route is no longer the stable way to edit with the Nano Banana family.',
    },
    {
      ...IMAGES,
      id: 'april-images-family-not-default',
      model: '*',
      finding: { kind: 'documented' },
      advice: 'not-recommended',
      claim: 'The Images route is no longer the default entry for the Nano Banana family.',
    },
    {
      ...IMAGES,
      id: 'april-images-nano-banana-2-moves',
      model: 'nano-banana-2',
      finding: { kind: 'documented' },
      advice: 'not-recommended',
      replacement: NANO_BANANA_2,
      claim: 'nano-banana-2 moves to native gemini-3.1-flash-image-preview.',
    },
    {
      ...IMAGES,
      id: 'april-images-nano-banana-testing',
      model: 'nano-banana',
      finding: { kind: 'documented' },
      advice: 'controlled-testing',
      replacement: NANO_BANANA,
      claim: 'nano-banana is for controlled testing only, through native gemini-2.5-flash-image.',
    },
    {
      ...EDIT,
      id: 'april-edit-2.5-flash-testing',
      model: 'gemini-2.5-flash-image',
      finding: { kind: 'documented' },
      advice: 'controlled-testing',
      claim: 'With this model, Nano Banana stays in controlled testing.',
    },
    {
      ...EDIT,
      id: 'april-edit-2.5-flash-not-for-production',
      model: 'gemini-2.5-flash-image',
      finding: { kind: 'documented' },
      advice: 'not-for-production',
      claim: 'Nano Banana with this model is not recommended for production.',
    },
    {
      ...EDIT,
      id: 'april-edit-3.1-flash-preview-usable',
      model: 'gemini-3.1-flash-image-preview',
      finding: { kind: 'documented' },
      advice: 'recommended',
      claim: 'Nano Banana 2 with this model is the more usable route for edits with references.',
    },
    {
      ...EDIT,
      id: 'april-edit-template',
      model: 'gemini-3.1-flash-image-preview',
      finding: { kind: 'documented' },
      advice: 'recommended',
      claim: 'The minimal native request is now recommended for retests and integration.',
    },
    {
      ...IMAGES,
      id: 'april-images-not-for-template',
      model: '*',
      finding: { kind: 'documented' },
      advice: 'not-recommended',
      claim: 'Do not send the minimal request through the Images route anymore.',
    },
    {
      id: 'april-edit-page-generate',
      path: 'generateContent',
      operations: ['generate'],
      model: '*',
      finding: { kind: 'documented' },
      advice: 'recommended',
      claim: 'Use native Gemini image generation for text to image.',
    },
  ],
);
