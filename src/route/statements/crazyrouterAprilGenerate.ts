import { fromPage, type Statement } from './statement.ts';

const GENERATE = { path: 'generateContent', operations: ['generate'] } as const;
const IMAGES = { path: 'images', operations: ['generate', 'edit'] } as const;

/** Crazyrouter's generation page of April 14, 2026: every model returns images, each in its own reply shape. */
export const APRIL_GENERATE: readonly Statement[] = fromPage(
  {
    date: '2026-04-14',
    source: 'https://docs.crazyrouter.com/jp/chat/gemini/image-gen',
    gateway: 'crazyrouter',
  },
  [
    {
      ...GENERATE,
      id: 'april-generate-3.1-flash-preview',
      model: 'gemini-3.1-flash-image-preview',
      finding: { kind: 'inlineData', mimeType: 'image/png' },
      claim: 'With the IMAGE modality, this model returns inlineData.',
    },
    {
      ...GENERATE,
      id: 'april-generate-3-pro-preview',
      model: 'gemini-3-pro-image-preview',
      finding: { kind: 'dataUrl', type: 'jpeg' },
      claim: 'This model returns text with a Markdown image that contains a JPEG as a data URL.',
    },
    {
      ...GENERATE,
      id: 'april-generate-2.5-flash',
      model: 'gemini-2.5-flash-image',
      finding: { kind: 'dataUrl', type: 'png' },
      claim: 'This model returns text with a Markdown image that contains a PNG as a data URL.',
    },
    {
      ...GENERATE,
      id: 'april-generate-2.5-flash-preview',
      model: 'gemini-2.5-flash-image-preview',
      finding: { kind: 'hostedUrl' },
      claim: 'This model returns text with a Markdown image that points to a hosted file.',
    },
    {
      ...GENERATE,
      id: 'april-generate-shapes-differ',
      model: '*',
      finding: { kind: 'documented' },
      claim: 'The image models do not share one reply shape. Do not rely on inlineData.',
    },
    {
      ...IMAGES,
      id: 'april-generate-page-images-family',
      model: '*',
      finding: { kind: 'documented' },
      advice: 'not-recommended',
      claim: 'Users of the Nano Banana family should leave the Images route.',
    },
    {
      ...IMAGES,
      id: 'april-generate-page-nano-banana-2',
      model: 'nano-banana-2',
      finding: { kind: 'documented' },
      advice: 'not-recommended',
      replacement: { path: 'generateContent', model: 'gemini-3.1-flash-image-preview' },
      claim: 'nano-banana-2 moves directly to native gemini-3.1-flash-image-preview.',
    },
    {
      ...IMAGES,
      id: 'april-generate-page-nano-banana',
      model: 'nano-banana',
      finding: { kind: 'documented' },
      advice: 'not-recommended',
      replacement: { path: 'generateContent', model: 'gemini-2.5-flash-image' },
      claim: 'nano-banana can generate images through native gemini-2.5-flash-image.',
    },
    {
      ...GENERATE,
      id: 'april-generate-2.5-flash-billing',
      model: 'gemini-2.5-flash-image',
      finding: { kind: 'image' },
      billing: 'under-review',
      claim: 'This model returns images, but its billing is under review.',
    },
    {
      ...GENERATE,
      id: 'april-generate-3.1-flash-preview-easiest',
      model: 'gemini-3.1-flash-image-preview',
      finding: { kind: 'documented' },
      advice: 'recommended',
      claim: 'This model is the easiest one to integrate for plain image bytes.',
    },
    {
      ...GENERATE,
      id: 'april-generate-reading-order',
      model: '*',
      finding: { kind: 'documented' },
      claim: 'Read inlineData first, then a data URL, then a hosted URL.',
    },
    {
      ...GENERATE,
      id: 'april-generate-parameters-untested',
      model: '*',
      finding: { kind: 'documented' },
      claim: 'Aspect ratios and multiple images were not retested.',
    },
  ],
);
