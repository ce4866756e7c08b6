import { address, tag } from '../markup.ts';
import type { Member, SetKind } from '../set.ts';

const SCALES = [1, 2, 3] as const;

/** One image for screens with one, two, and three pixels for each of the layout's. The source has the pixels of the densest. */
export const density: SetKind = {
  folder: (stem) => `${stem}-densities`,
  plan: (source, stem) => ({
    icons: [],
    members: SCALES.map((scale): Member => {
      // Rounded down, so that the densest one is no larger than the source.
      const side = (length: number) => Math.max(1, Math.floor(length / 3)) * scale;
      return {
        path: scale === 1 ? stem : `${stem}@${scale}x`,
        width: side(source.width),
        height: side(source.height),
        placement: 'cover',
        format: 'png',
      };
    }),
  }),
  snippet: ({ files, stem }, { base }) => {
    const [first] = files;
    const srcset = files.map(({ path }, index) => `${address(base, path)} ${index + 1}x`);
    const image = {
      src: address(base, first?.path ?? ''),
      srcset: srcset.join(', '),
      width: first?.width,
      height: first?.height,
      alt: stem,
    };
    return { language: 'html', text: `${tag('img', image)}\n` };
  },
};
