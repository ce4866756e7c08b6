import { randomUUID } from 'node:crypto';
import type { Translate } from '../../text/translate.ts';
import type { Looks, StoredPanel } from './memory.ts';
import { marked, type PanelEvent, type PanelImage, type PanelResult } from '../state.ts';

type Restored = Omit<Extract<PanelEvent, { kind: 'restored' }>, 'kind'>;

/**
 * What the last window showed, as far as its files are still there.
 *
 * @param seen looks at images, unless what is known of them still holds; those that are gone are left out
 */
export async function recalled(
  remembered: StoredPanel,
  seen: (uris: readonly string[], known: Looks) => Promise<readonly PanelImage[]>,
  t: Translate,
): Promise<Restored> {
  const { images, looks = {}, regions = {}, results, prompts = [] } = remembered;
  const { running = 0, free = false } = remembered;
  const found = new Map<string, PanelImage>();
  const uris = [...images, ...results.flatMap(({ uri, source }) => [uri, source ?? uri])];
  for (const image of await seen([...new Set(uris)], looks)) found.set(image.uri, image);
  const own = (uri: string | undefined): PanelImage | undefined => {
    const image = uri === undefined ? undefined : found.get(uri);
    return image && { ...image, id: randomUUID() };
  };
  const shown = results.flatMap(({ uri, source, made }): PanelResult[] => {
    const [image, from] = [own(uri), own(source)];
    return image ? [{ ...image, ...(from && { source: from }), ...(made && { made }) }] : [];
  });
  return {
    images: images.flatMap((uri) => {
      const image = own(uri);
      if (image === undefined) return [];
      // A mark is at a place of the picture that it was made on.
      const isOther = looks[uri] !== undefined && looks[uri].bytes !== image.bytes;
      return [isOther ? image : marked(image, { id: image.id, region: regions[uri] ?? [] })];
    }),
    results: shown,
    prompts,
    ...(running > 0 ? { failure: cutOff(running, free, t) } : {}),
  };
}

/** Runs that went on when the window was closed or loaded again: nobody knows how they would have ended. */
function cutOff(running: number, free: boolean, t: Translate) {
  return {
    id: randomUUID(),
    text: [
      t('The window was closed or reloaded while {0} of the panel’s runs went on.', running),
      free ? t('Nothing is charged.') : t('They may have been charged.'),
      t('What was sent stands in the history; what had arrived is among the unsaved results.'),
    ].join(' '),
    actions: [{ action: 'show-unsaved' as const, label: t('Show Unsaved Results') }],
  };
}
