import type { Strokes } from '../image/regionStrokes.ts';
import type { RunOptions } from '../run/options.ts';
import { files } from './files.ts';
import type { Ask } from './panelProtocol.ts';
import type { PanelImage } from './panelState.ts';

/** What the panel asks for: a marked region is not among the public options. */
export interface PanelOptions extends RunOptions {
  readonly region?: Strokes;
}

/** The panel's wish with the host's images: the source, then the references. */
export function runOptions(ask: Ask, images: readonly PanelImage[]): PanelOptions {
  const [source] = images;
  if (source === undefined) return ask;
  // Nobody looks for results beside a picture that was pasted.
  const home = source.pasted ? files.home() : undefined;
  const target = home === undefined ? {} : { target: home };
  const region = source.region && { region: source.region };
  return { ...ask, ...target, ...region, images: images.map(({ uri }) => uri) };
}
