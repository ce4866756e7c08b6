import { fromPage, type Statement } from './statement.ts';

const BOTH = { path: 'generateContent', operations: ['generate', 'edit'] } as const;
const DOCUMENTED = { kind: 'documented' } as const;

/** Routescope's undated page. It reports no tests, so it shows what is offered, not what works. */
export const ROUTESCOPE: readonly Statement[] = fromPage(
  {
    date: null,
    source: 'https://doc.routescope.ai/en/docs/api/images/gemini',
    gateway: 'routescope',
  },
  [
    {
      ...BOTH,
      id: 'routescope-one-endpoint',
      model: '*',
      finding: DOCUMENTED,
      claim: 'Native generateContent handles both generation and editing.',
    },
    {
      ...BOTH,
      id: 'routescope-2.5-flash',
      model: 'gemini-2.5-flash-image',
      finding: DOCUMENTED,
      claim: 'Offered for generation and editing: quick images, local edits, multiple turns.',
    },
    {
      ...BOTH,
      id: 'routescope-3.1-flash-preview',
      model: 'gemini-3.1-flash-image-preview',
      finding: DOCUMENTED,
      claim: 'Offered for generation and editing: efficient, wide formats, many drafts.',
    },
    {
      ...BOTH,
      id: 'routescope-3-pro-preview',
      model: 'gemini-3-pro-image-preview',
      finding: DOCUMENTED,
      claim:
        'Offered for generation and editing: complex instructions, text in images, high resolution.',
    },
    {
      ...BOTH,
      id: 'routescope-shape',
      model: '*',
      finding: DOCUMENTED,
      claim: 'Images usually arrive as inlineData. Do not convert replies to data[].url.',
    },
    {
      ...BOTH,
      id: 'routescope-billing',
      model: '*',
      finding: DOCUMENTED,
      claim: 'The operator sets the price ratios per model and channel.',
    },
    {
      ...BOTH,
      id: 'routescope-resolution',
      model: '*',
      finding: DOCUMENTED,
      claim: 'High resolution takes much longer and costs much more.',
    },
    {
      ...BOTH,
      id: 'routescope-previews',
      model: '*',
      finding: DOCUMENTED,
      advice: 'have-fallbacks',
      claim: 'Preview models may change. Production needs fallback models.',
    },
  ],
);
