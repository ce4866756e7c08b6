import type { Strokes } from '../../image/region/strokes.ts';
import type { RunOptions } from '../../run/plan/options.ts';
import type { Ask } from '../ask/protocol.ts';
import type { PanelImage } from '../sources/state.ts';

/** The options of a run from the panel. The public options have no region. */
export interface PanelOptions extends RunOptions {
  readonly region?: Strokes;
}

/**
 * Combines the form of the page with the images of the host: the source, then the references.
 *
 * @param workspace the URI of the first folder, where results of a pasted image are saved
 */
export function runOptions(
  form: Ask,
  images: readonly PanelImage[],
  workspace: string | undefined,
): PanelOptions {
  const { size = '', background, ...rest } = form;
  // The result of a region keeps the size and the background of its source.
  const isRegion = (images[0]?.region?.length ?? 0) > 0;
  const isTransparent = background === 'transparent' && !isRegion;
  const ask = {
    ...rest,
    ...(size.trim() !== '' && !isRegion && { size }),
    ...(isTransparent && { background }),
  };
  const [source] = images;
  if (source === undefined) return ask;
  const home = source.pasted ? workspace : undefined;
  const target = home === undefined ? {} : { target: home };
  const region = source.region && { region: source.region };
  return { ...ask, ...target, ...region, images: images.map(({ uri }) => uri) };
}
