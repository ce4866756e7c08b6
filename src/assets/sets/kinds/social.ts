import { address, tag } from '../markup.ts';
import type { Member, SetKind } from '../set.ts';

const CARDS = [
  ['og-1200x630', 1200, 630],
  ['twitter-1200x600', 1200, 600],
  ['square-1200x1200', 1200, 1200],
] as const;

/** The images that other sites show with a link. They have to be opaque: some sites make transparent parts black. */
export const social: SetKind = {
  folder: () => 'social',
  plan: () => ({
    icons: [],
    members: CARDS.map(([path, width, height]): Member => ({
      path,
      width,
      height,
      placement: 'cover',
      format: 'jpeg',
      isOpaque: true,
    })),
  }),
  snippet: ({ files }, { base, name }) => {
    const [card, twitter] = files;
    if (card === undefined || twitter === undefined) return { language: 'html', text: '' };
    // Sites read these addresses without the page that they are on, so they must be complete.
    const full = (path: string) => `https://example.com/${address(base, path).replace(/^\//, '')}`;
    const lines = [
      tag('meta', { property: 'og:image', content: full(card.path) }),
      tag('meta', { property: 'og:image:width', content: card.width }),
      tag('meta', { property: 'og:image:height', content: card.height }),
      tag('meta', { property: 'og:image:alt', content: name }),
      tag('meta', { name: 'twitter:card', content: 'summary_large_image' }),
      tag('meta', { name: 'twitter:image', content: full(twitter.path) }),
    ];
    return { language: 'html', text: `${lines.join('\n')}\n` };
  },
};
