import { onPage, type Statement } from './statement.ts';

const BOTH = { path: 'generateContent', operations: ['generate', 'edit'] } as const;
const DOCUMENTED = { kind: 'documented' } as const;

/** Routescope's page bears no date and tells of no test: it says what is offered, not what works. */
export const ROUTESCOPE: readonly Statement[] = onPage(
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
      seen: DOCUMENTED,
      claim: 'Generating and editing both go through native generateContent.',
    },
    {
      ...BOTH,
      id: 'routescope-2.5-flash',
      model: 'gemini-2.5-flash-image',
      seen: DOCUMENTED,
      claim: 'Offered for generating and editing: quick images, local edits, several turns.',
    },
    {
      ...BOTH,
      id: 'routescope-3.1-flash-preview',
      model: 'gemini-3.1-flash-image-preview',
      seen: DOCUMENTED,
      claim: 'Offered for generating and editing: efficient, wide formats, many drafts.',
    },
    {
      ...BOTH,
      id: 'routescope-3-pro-preview',
      model: 'gemini-3-pro-image-preview',
      seen: DOCUMENTED,
      claim:
        'Offered for generating and editing: hard instructions, text in images, high resolution.',
    },
    {
      ...BOTH,
      id: 'routescope-shape',
      model: '*',
      seen: DOCUMENTED,
      claim: 'Images usually come as inlineData; nothing is to be rewritten as data[].url.',
    },
    {
      ...BOTH,
      id: 'routescope-billing',
      model: '*',
      seen: DOCUMENTED,
      claim: 'What an image costs follows ratios that the operator sets per model and channel.',
    },
    {
      ...BOTH,
      id: 'routescope-resolution',
      model: '*',
      seen: DOCUMENTED,
      claim: 'High resolution takes much longer and costs much more.',
    },
    {
      ...BOTH,
      id: 'routescope-previews',
      model: '*',
      seen: DOCUMENTED,
      advice: 'have-fallbacks',
      claim: 'Preview models may come and go: production needs fallback models.',
    },
  ],
);
