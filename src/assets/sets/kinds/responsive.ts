import type { Size } from '../../layout.ts';
import { address, tag } from '../markup.ts';
import type { MadeFile, Member, SetKind } from '../set.ts';

/** In px. Between two of them, the weight of a photo about doubles. */
const WIDTHS = [320, 640, 960, 1280, 1920, 2560] as const;

/** One image in several widths, of which each browser loads the one that it needs. */
export const responsive: SetKind = {
  folder: (stem) => `${stem}-responsive`,
  plan: (source, stem) => ({
    icons: [],
    members: widthsOf(source).flatMap((width) =>
      (['webp', 'fallback'] as const).map((format): Member => ({
        path: `${stem}-${width}`,
        width,
        height: Math.max(1, Math.round((source.height * width) / source.width)),
        placement: 'cover',
        format,
      })),
    ),
  }),
  snippet: ({ files, stem }, { base }) => {
    const webp = files.filter(({ format }) => format === 'webp');
    const fallback = files.filter(({ format }) => format !== 'webp');
    const sizes = `(max-width: ${files.at(-1)?.width ?? 0}px) 100vw, ${files.at(-1)?.width ?? 0}px`;
    const source = { type: 'image/webp', srcset: srcset(webp, base), sizes };
    const largest = fallback.at(-1);
    const image = {
      src: address(base, largest?.path ?? ''),
      srcset: srcset(fallback, base),
      sizes,
      // Browsers keep the place free until the image is there.
      width: largest?.width,
      height: largest?.height,
      loading: 'lazy',
      alt: stem,
    };
    const lines = ['<picture>', `  ${tag('source', source)}`, `  ${tag('img', image)}`];
    return { language: 'html', text: `${[...lines, '</picture>'].join('\n')}\n` };
  },
};

/** The widths that the image has the pixels for, and its own if it is much larger than those or smaller than all. */
function widthsOf({ width }: Size): readonly number[] {
  const widths = WIDTHS.filter((each) => each <= width);
  const last = widths.at(-1) ?? 0;
  return width <= 2560 && width > last * 1.2 ? [...widths, width] : widths;
}

function srcset(files: readonly MadeFile[], base: string): string {
  return files.map(({ path, width }) => `${address(base, path)} ${width}w`).join(', ');
}
