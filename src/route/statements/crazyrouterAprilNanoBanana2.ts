import { fromPage, type Statement } from './statement.ts';

const NATIVE = {
  path: 'generateContent',
  // The page speaks of the route and does not tell generating from editing.
  operations: ['generate', 'edit'],
  model: 'gemini-3.1-flash-image-preview',
} as const;
const IMAGES = {
  path: 'images',
  operations: ['generate', 'edit'],
  model: 'nano-banana-2',
} as const;

/** Crazyrouter on nano-banana-2, 14 April 2026: one name, a route that works and one that does not. */
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
      claim: 'nano-banana-2 stands for gemini-3.1-flash-image-preview; the mapping is confirmed.',
    },
    {
      ...NATIVE,
      id: 'april-nb2-native',
      finding: { kind: 'image' },
      billing: 'normal',
      advice: 'recommended',
      claim: 'The retest in production succeeded, and what it cost looked right.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-failed',
      finding: { kind: 'unhealthy' },
      advice: 'not-recommended',
      replacement: { path: NATIVE.path, model: NATIVE.model },
      claim: 'On the Images route it failed in production and in a local setup alike.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-unknown-name',
      finding: {
        kind: 'error',
        message: `Unknown name "imageOutputOptions" at 'generation_config.image_config'`,
      },
      claim: 'One failure on the Images route: a field that the model does not know.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-not-supported',
      finding: { kind: 'error', message: 'not supported model for image generation' },
      claim: 'One failure on the Images route: the model counts as none for images.',
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
      claim: 'It is no single outage: the same failures came back in both setups.',
    },
    {
      ...IMAGES,
      id: 'april-nb2-images-production',
      finding: { kind: 'documented' },
      advice: 'not-for-production',
      replacement: { path: NATIVE.path, model: NATIVE.model },
      claim: 'Production leaves the Images route with nano-banana-2, older code included.',
    },
    {
      ...NATIVE,
      id: 'april-nb2-native-reading',
      finding: { kind: 'documented' },
      claim: 'Replies are Gemini-native: inlineData first, and no data[].url of the Images route.',
    },
    {
      ...NATIVE,
      id: 'april-nb2-native-other-shapes',
      model: '*',
      finding: { kind: 'documented' },
      claim: 'Other Gemini image models also answer with data URLs in text or with hosted URLs.',
    },
  ],
);
