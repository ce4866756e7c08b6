import { parseExactSize } from '../../assets/sizeText.ts';
import { requestForSize, type SizeRequest } from '../../catalog/exactSize.ts';
import type { Gateway } from '../../catalog/gateways.ts';
import { capabilitiesAt, findModel } from '../../catalog/modelLookup.ts';
import type { RunOptions } from './options.ts';
import type { Settings } from './settings.ts';

/** The ratio and the size that a request names. Missing: the model chooses. */
export interface RequestedShape extends SizeRequest {
  /** The ones of them that Easel chose for an exact size. */
  readonly auto: SizeRequest;
}

/** Returns what to request at a route. An exact size comes before the settings, because the file is cropped to it anyway. */
export function requestedShape(
  options: Pick<RunOptions, 'aspectRatio' | 'imageSize' | 'size'>,
  settings: Pick<Settings, 'aspectRatio' | 'imageSize'>,
  gateway: Gateway,
  model: string,
): RequestedShape {
  const exact = options.size === undefined ? undefined : parseExactSize(options.size);
  const usual = exact === undefined ? settings : { aspectRatio: 'auto', imageSize: 'auto' };
  const given = {
    ...unlessAuto('aspectRatio', options.aspectRatio ?? usual.aspectRatio),
    ...unlessAuto('imageSize', options.imageSize ?? usual.imageSize),
  };
  if (exact === undefined) return { ...given, auto: {} };
  const known = findModel(model);
  const offered = (known && capabilitiesAt(gateway, known)) ?? { aspectRatios: [], imageSizes: [] };
  const { aspectRatio: ratio, imageSize: size } = given;
  const chosen = requestForSize(exact, {
    aspectRatios: ratio === undefined ? offered.aspectRatios : [ratio],
    imageSizes: size === undefined ? offered.imageSizes : [size],
  });
  const auto = {
    ...(ratio === undefined && chosen.aspectRatio && { aspectRatio: chosen.aspectRatio }),
    ...(size === undefined && chosen.imageSize && { imageSize: chosen.imageSize }),
  };
  return { ...auto, ...given, auto };
}

function unlessAuto(name: keyof SizeRequest, value: string): SizeRequest {
  return value === 'auto' || value === '' ? {} : { [name]: value };
}
