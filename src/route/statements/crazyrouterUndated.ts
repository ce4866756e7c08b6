import { fromPage, type Statement } from './statement.ts';

const BOTH = ['generate', 'edit'] as const;

/**
 * Crazyrouter's newer pages, read on November 27, 2026. They have no date and contradict those of April 14, so they are entered
 * as undated statements: these neither supersede dated ones nor are superseded by them, and they decide no status.
 */
export const UNDATED: readonly Statement[] = [
  ...fromPage(
    {
      date: null,
      source: 'https://docs.crazyrouter.com/images/nano-banana-2',
      gateway: 'crazyrouter',
    },
    [
      {
        id: 'undated-nb2-images',
        path: 'images',
        model: 'nano-banana-2',
        operations: BOTH,
        finding: { kind: 'documented' },
        claim:
          'The public way is POST /v1/images/generations, with source images as addresses in image_input.',
      },
    ],
  ),
  // These two pages were reported without their addresses.
  ...fromPage({ date: null, source: 'https://docs.crazyrouter.com/', gateway: 'crazyrouter' }, [
    {
      id: 'undated-nb2-alias-in-address',
      path: 'generateContent',
      model: 'gemini-3.1-flash-image-preview',
      operations: BOTH,
      finding: { kind: 'documented' },
      claim: 'The address can name the alias: /v1beta/models/nano-banana-2:generateContent.',
    },
    {
      id: 'undated-long-jobs-host',
      path: 'generateContent',
      model: '*',
      operations: BOTH,
      finding: { kind: 'documented' },
      claim: 'Long image jobs can go to a second host, https://cn.crazyrouter.com.',
    },
  ]),
];
