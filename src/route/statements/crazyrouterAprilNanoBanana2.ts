import { fromPage, type Statement } from './statement.ts';

const NATIVE = {
  path: 'generateContent',
  // The page does not distinguish generation from editing.
  operations: ['generate', 'edit'],
  model: 'gemini-3.1-flash-image-preview',
} as const;
const IMAGES = {
  path: 'images',
  operations: ['generate', 'edit'],
  model: 'nano-banana-2',
} as const;

/** Crazyrouter's page on nano-banana-2 of April 14, 2026: the native route works, the Images route does not. */
export const APRIL_NANO_BANANA_2: readonly Statement[] = fromPage(
  {
    date: '2026-04-14',
    source: 'https://docs.crazyrouter.com/jp/images/nano-banana-2',
    gateway: 'crazyrouter',
  },
  [
    {
      ...IMAGES,
      id: 'april-nb2-alias',
      finding: { kind: 'documented' },
      replacement: { path: NATIVE.path, model: NATIVE.model },
      claim: 'nano-banana-2 is confirmed as an alias of gemini-3.1-flash-image-preview.',
    },
    {
      ...NATIVE,
      id: 'april-nb2-native',
      finding: { kind: 'image' },
      billing: 'normal',
      advice: 'recommended',
      claim: 'The production retest succeeded, and its billing looked correct.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-failed',
      finding: { kind: 'unhealthy' },
      advice: 'not-recommended',
      replacement: { path: NATIVE.path, model: NATIVE.model },
      claim: 'On the Images route, it failed both in production and in a local setup.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-unknown-name',
      finding: {
        kind: 'error',
        message: `Unknown name "imageOutputOptions" at 'generation_config.image_config'`,
      },
      claim: 'One failure on the Images route: the model rejects an unknown field.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-not-supported',
      finding: { kind: 'error', message: 'not supported model for image generation' },
      claim: 'One failure on the Images route: the model is not supported for image generation.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-no-channel',
      finding: { kind: 'error', code: 'get_channel_failed' },
      claim: 'One failure on the Images route: no channel to the model.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-not-one-off',
      finding: { kind: 'unhealthy' },
      advice: 'not-recommended',
      claim: 'This is not a one-time outage: the same failures recurred in both setups.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-production',
      finding: { kind: 'documented' },
      advice: 'not-for-production',
      replacement: { path: NATIVE.path, model: NATIVE.model },
      claim:
        'Move production traffic for nano-banana-2 off the Images route, including older code.',
    },
    {
      ...NATIVE,
      id: 'april-nb2-native-reading',
      finding: { kind: 'documented' },
      claim:
        'Replies are native Gemini replies: read inlineData first. There is no data[].url as on the Images route.',
    },
    {
      ...NATIVE,
      id: 'april-nb2-native-other-shapes',
      model: '*',
      finding: { kind: 'documented' },
      claim: 'Other Gemini image models may return data URLs in text or hosted URLs.',
    },
  ],
);
