import { CheckError } from '../../errors.ts';
import type { Translate } from '../../text/translate.ts';
import { describe } from '../../messages/messages.ts';
import type { CompareDone } from '../../image/jobs/pixelJobs.ts';
import { converted, type ConvertParts } from './convert.ts';
import type { PanelImage, PanelResult } from '../state.ts';

/** Noise of a codec is no change: of 255, in the channel that differs most. */
const SMALLEST_CHANGE = 8;

export interface MeasureParts extends ConvertParts {
  readonly read: (uri: string) => Promise<Uint8Array>;
  readonly t: Translate;
}

/** How much of the picture a result changed, in words; measured once. */
export function panelMeasure(parts: MeasureParts): (result: PanelResult) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return async (result) => {
    const measured = known.get(result.id) ?? measure(result, parts);
    known.set(result.id, measured);
    try {
      return await measured;
    } catch (error) {
      // What cannot be measured now may be later: the file may come back.
      known.delete(result.id);
      if (error instanceof CheckError) return describe(error, parts.t).text;
      throw error;
    }
  };
}

async function measure(result: PanelResult, parts: MeasureParts): Promise<string> {
  if (result.source === undefined) return '';
  // One after the other: both may have to go through the document.
  const before = await decodable(result, 'source', result.source, parts);
  const after = await decodable(result, 'itself', result, parts);
  const threshold = SMALLEST_CHANGE;
  const done = await parts.pixels.do({ kind: 'compare', before, after, threshold });
  return changeText(done, parts.t);
}

async function decodable(
  { id }: PanelResult,
  of: 'itself' | 'source',
  { uri, mimeType, canPreview }: PanelImage,
  parts: MeasureParts,
): Promise<Uint8Array> {
  const file = await parts.read(uri);
  if (mimeType === 'image/jpeg') return file;
  return await converted({ file, image: id, of, canPreview, to: 'png', quality: 100 }, parts);
}

export function changeText(
  { share, isScaled }: Pick<CompareDone, 'share' | 'isScaled'>,
  t: Translate,
): string {
  const percent = share * 100;
  const much =
    share === 0
      ? t('Nothing changed visibly.')
      : percent < 0.1
        ? t('Less than 0.1 % of the picture changed.')
        : t('{0} % of the picture changed.', percent.toFixed(1));
  return isScaled ? `${much} ${t('The sizes differ: the result was scaled to compare.')}` : much;
}
