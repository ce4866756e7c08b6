import type { Strokes } from '../../image/region/strokes.ts';
import type { RunOptions } from '../../run/plan/options.ts';
import type { Ask } from '../protocol.ts';
import type { PanelImage } from '../state.ts';

/** What the panel asks for: a marked region is not among the public options. */
export interface PanelOptions extends RunOptions {
  readonly region?: Strokes;
}

/**
 * The panel's wish with the host's images: the source, then the references.
 *
 * @param workspace the first folder's URI: nobody looks for results beside a picture that was pasted
 */
export function runOptions(
  ask: Ask,
  images: readonly PanelImage[],
  workspace: string | undefined,
): PanelOptions {
  const [source] = images;
  if (source === undefined) return ask;
  const home = source.pasted ? workspace : undefined;
  const target = home === undefined ? {} : { target: home };
  const region = source.region && { region: source.region };
  return { ...ask, ...target, ...region, images: images.map(({ uri }) => uri) };
}
