import { address, tag } from './markup.ts';

export interface ThemePicture {
  /** The names of the files. */
  readonly light: string;
  readonly dark: string;
  /** Of the light image, in px. Missing: unknown. */
  readonly size?: { readonly width: number; readonly height: number } | undefined;
}

/** Returns HTML that shows the image for the theme of the reader's system. */
export function themePicture({ light, dark, size }: ThemePicture): string {
  const source = { media: '(prefers-color-scheme: dark)', srcset: address('', dark) };
  const image = { src: address('', light), width: size?.width, height: size?.height, alt: '' };
  return `<picture>\n  ${tag('source', source)}\n  ${tag('img', image)}\n</picture>\n`;
}
