import { fromPage, type Statement } from './statement.ts';

const GET_CHANNEL_FAILED = {
  kind: 'error',
  status: 500,
  code: 'get_channel_failed',
  message: 'model temporarily unavailable, please try again later',
} as const;
const EDIT = { path: 'generateContent', operations: ['edit'] } as const;

/** Crazyrouter's page of March 23, 2026: editing through `generateContent` fails for every tested model. */
export const MARCH: readonly Statement[] = fromPage(
  {
    date: '2026-03-23',
    source: 'https://docs.crazyrouter.com/en/chat/gemini/image-edit',
    gateway: 'crazyrouter',
  },
  [
    {
      ...EDIT,
      id: 'march-edit-3.1-flash-preview',
      model: 'gemini-3.1-flash-image-preview',
      finding: GET_CHANNEL_FAILED,
      claim: 'In a minimal production check, editing with this model failed with HTTP 500.',
    },
    {
      ...EDIT,
      id: 'march-edit-2.5-flash-preview',
      model: 'gemini-2.5-flash-image-preview',
      finding: GET_CHANNEL_FAILED,
      claim: 'In a minimal production check, editing with this model failed with HTTP 500.',
    },
    {
      ...EDIT,
      id: 'march-edit-2.5-flash',
      model: 'gemini-2.5-flash-image',
      finding: { kind: 'error', status: 524 },
      claim: 'In a minimal production check, editing with this model failed with HTTP 524.',
    },
    {
      ...EDIT,
      id: 'march-edit-unstable',
      model: '*',
      finding: { kind: 'documented' },
      advice: 'not-for-production',
      claim:
        'Native editing is not a stable workflow. Automation must wait for a successful retest.',
    },
    {
      ...EDIT,
      id: 'march-edit-instead',
      model: '*',
      finding: { kind: 'documented' },
      advice: 'not-recommended',
      replacement: { path: 'images', model: '*' },
      claim: 'For edits that customers rely on, use the routes of the Nano Banana family for now.',
    },
    {
      ...EDIT,
      id: 'march-edit-retest-first',
      model: '*',
      finding: { kind: 'documented' },
      advice: 'retest-first',
      claim: 'Before you evaluate native editing, test it on the same day with a minimal image.',
    },
    {
      ...EDIT,
      id: 'march-edit-stop',
      model: '*',
      finding: { kind: 'documented' },
      advice: 'stop-and-wait',
      claim: 'After 500 get_channel_failed or 524, stop and wait until the channel is back.',
    },
    {
      ...EDIT,
      id: 'march-edit-template',
      model: 'gemini-3.1-flash-image-preview',
      finding: { kind: 'documented' },
      claim: 'The minimal request shows how to retest editing. It is not an example of a success.',
    },
    {
      id: 'march-generate',
      path: 'generateContent',
      operations: ['generate'],
      model: '*',
      finding: { kind: 'documented' },
      advice: 'recommended',
      claim: 'Use native Gemini image generation for text to image.',
    },
    {
      // The page names only the model family. The page of April 14 confirms that the family used this path.
      id: 'march-images-family',
      path: 'images',
      operations: ['edit'],
      model: '*',
      finding: { kind: 'calledStable' },
      advice: 'recommended',
      claim: 'Nano Banana, Nano Banana Pro, and Nano Banana 2 are the stable way to edit images.',
    },
    {
      id: 'march-images-url-input',
      path: 'images',
      operations: ['edit'],
      model: '*',
      finding: { kind: 'documented' },
      claim: 'The Nano Banana family accepts input images only as URLs, in image_input.',
    },
  ],
);
