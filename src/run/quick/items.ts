import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { QuickDraft } from './draft.ts';

/** How the images of an action become requests. */
export type Way = 'one' | 'each' | 'together';

/** One answer must not start more paid requests than this. */
export const MAX_REQUESTS = 32;

/** What the items of a quick input depend on. */
export interface QuickForm {
  readonly draft: QuickDraft;
  readonly recent: readonly string[];
  /** How many images the request edits; 0 for a new image. */
  readonly images: number;
  /** The gateway charges nothing. */
  readonly isFree: boolean;
  /** The most images that one request may carry; undefined if that isn't documented. */
  readonly maxImages: number | undefined;
  /** What is unusual about the images, next to the labels of the items that send. */
  readonly note?: string | undefined;
  /** The ratio in the settings. */
  readonly defaultRatio: string;
}

export type QuickItem =
  | {
      readonly kind: 'send';
      readonly way: Way;
      readonly label: string;
      readonly description?: string;
      readonly detail: string;
    }
  | { readonly kind: 'recent'; readonly prompt: string; readonly label: string }
  | {
      readonly kind: 'ratio' | 'size' | 'background' | 'count';
      readonly label: string;
      readonly description: string;
    };

/**
 * Returns the items of a quick input, by section: how to send, recent prompts, and options. None depends on the text in the box,
 * because VS Code sends that with a delay and Enter must not take another item than the one on show.
 */
export function quickItems(form: QuickForm, t: Translate): readonly QuickItem[] {
  const { draft, recent, defaultRatio } = form;
  const ratio = draft.aspectRatio ?? (draft.size === undefined ? defaultRatio : 'auto');
  const ways = quickWays(form);
  return [
    ...ways.map((way) => sendItem(way, form, t)),
    ...recent.map((prompt) => ({
      kind: 'recent' as const,
      prompt,
      label: sanitize(prompt, 120),
    })),
    {
      kind: 'ratio',
      label: t('Aspect Ratio'),
      description: ratio === 'auto' ? t('Auto') : ratio,
    },
    {
      kind: 'size',
      label: t('Exact Size'),
      description: draft.size === undefined ? t('Off') : t('{0} px', draft.size),
    },
    {
      kind: 'background',
      label: t('Transparent Background'),
      description: draft.background === undefined ? t('Off') : t('On'),
    },
    // Several requests are a count already.
    ...(ways.includes('each')
      ? []
      : [
          {
            kind: 'count' as const,
            label: t('Number of Images'),
            description: String(draft.count ?? 1),
          },
        ]),
  ];
}

/**
 * Returns the ways to send, the default first. Where each request is charged, that is the one request that costs least; where none
 * is, it is the one that most users mean.
 */
export function quickWays({
  images,
  isFree,
  maxImages,
}: Pick<QuickForm, 'images' | 'isFree' | 'maxImages'>): readonly Way[] {
  if (images < 2) return ['one'];
  const canEach = images <= MAX_REQUESTS;
  const canTogether = !canEach || maxImages === undefined || images <= maxImages;
  const ways: readonly Way[] = isFree ? ['each', 'together'] : ['together', 'each'];
  return ways.filter((way) => (way === 'each' ? canEach : canTogether));
}

function sendItem(way: Way, form: QuickForm, t: Translate): QuickItem {
  const { images, draft, isFree, note } = form;
  const count = draft.count ?? 1;
  const send = { kind: 'send' as const, way, ...(note !== undefined && { description: note }) };
  switch (way) {
    case 'one':
      return {
        ...send,
        label: images === 0 ? t('Generate Image') : t('Edit Image'),
        detail: requests(count, isFree, t),
      };
    case 'each':
      return {
        ...send,
        label: t('Edit {0} Images Separately', images),
        detail: `${requests(images, isFree, t)} ${t('Each result is saved next to its source.')}`,
      };
    case 'together':
      return {
        ...send,
        label: t('Use All Images in One Request'),
        detail: `${requests(1, isFree, t)} ${t('The first image is the source, and the others are references.')}`,
      };
  }
}

function requests(count: number, isFree: boolean, t: Translate): string {
  if (count === 1) return isFree ? t('1 request, free.') : t('1 request.');
  return isFree
    ? t('{0} requests, free.', count)
    : t('{0} requests, each charged separately.', count);
}
