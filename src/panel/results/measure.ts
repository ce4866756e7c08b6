import { isDecodableMimeType } from '../../image/decode/decodable.ts';
import { CheckError } from '../../errors.ts';
import type { Translate } from '../../text/translate.ts';
import { describeLocalError } from '../../messages/messages.ts';
import type { CompareOutput } from '../../image/jobs/pixel/compare.ts';
import type { PanelImage } from '../sources/state.ts';
import { convert, type ConvertParts } from './convert.ts';
import type { PanelResult } from './state.ts';

/** Ignores the noise of a codec: of 255, in the channel that differs most. */
const MIN_CHANGE = 8;

export interface MeasureParts extends ConvertParts {
  readonly read: (uri: string) => Promise<Uint8Array>;
  readonly t: Translate;
}

/** Returns a function that says how much of the image a result changed. It measures each result once. */
export function panelMeasure(parts: MeasureParts): (result: PanelResult) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return async (result) => {
    const measured = known.get(result.id) ?? measure(result, parts);
    known.set(result.id, measured);
    try {
      return await measured;
    } catch (error) {
      // The file can come back, so a later try may work.
      known.delete(result.id);
      if (error instanceof CheckError) return describeLocalError(error, parts.t);
      throw error;
    }
  };
}

async function measure(result: PanelResult, parts: MeasureParts): Promise<string> {
  if (result.source === undefined) return '';
  // One at a time, because the page may have to convert both.
  const before = await decodableFile(result, 'source', result.source, parts);
  const after = await decodableFile(result, 'itself', result, parts);
  const threshold = MIN_CHANGE;
  const done = await parts.pixels.run('compare', { before, after, threshold });
  return changeText(done, parts.t);
}

async function decodableFile(
  { id }: PanelResult,
  of: 'itself' | 'source',
  { uri, mimeType, canPreview }: PanelImage,
  parts: MeasureParts,
): Promise<Uint8Array> {
  const file = await parts.read(uri);
  if (isDecodableMimeType(mimeType)) return file;
  return (await convert({ file, image: id, of, canPreview, to: 'png' }, parts)).file;
}

export function changeText(
  { share, isScaled }: Pick<CompareOutput, 'share' | 'isScaled'>,
  t: Translate,
): string {
  const percent = share * 100;
  const change =
    share === 0
      ? t('No visible change.')
      : percent < 0.1
        ? t('Less than 0.1% of the image changed.')
        : t('{0}% of the image changed.', percent.toFixed(1));
  return isScaled
    ? `${change} ${t('The sizes differ, so the result was scaled for the comparison.')}`
    : change;
}
