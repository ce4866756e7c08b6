import { sendInTurn, type InTurn, type Send } from './sendInTurn.ts';

/** An image for light pages and one for dark pages. */
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The sentences are in English, because models follow it best. */
export function themePrompt(theme: Theme): string {
  const page = theme === 'light' ? 'white' : 'black';
  return [
    `Adapt this image for a ${theme} page, where it has to stand out on ${page}.`,
    'Keep its motif, shape, position, size, and style exactly.',
    `Change only the colors and outlines that would be hard to see on ${page}.`,
  ].join(' ');
}

export interface ThemeJob {
  /** URI. */
  readonly image: string;
  /** Returns the URI of the file for a theme. */
  readonly target: (theme: Theme) => string;
}

/** Makes both images with two paid requests. Both edit the same image, and have a transparent background. */
export async function makeThemePair({ image, target }: ThemeJob, send: Send): Promise<InTurn> {
  const steps = THEMES.map((theme) => () => ({
    prompt: themePrompt(theme),
    images: [image],
    target: target(theme),
    aspectRatio: 'auto',
    background: 'transparent' as const,
  }));
  return await sendInTurn(steps, send);
}
