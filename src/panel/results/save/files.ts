import { choiceLabel, type FormatChoice } from '../../../assets/formats.ts';
import type { LabelOutput } from '../../../image/jobs/pixel/label.ts';
import type { Labeling } from '../../../image/provenance/derived.ts';
import type { PanelImage } from '../../sources/state.ts';
import { convert, type Conversion, type ConvertParts } from '../convert.ts';

export interface SaveFilesParts extends ConvertParts {
  readonly read: (uri: string) => Promise<Uint8Array>;
  /** Returns what is known about how an image was made; undefined if new files aren't labeled. */
  readonly labelingOf: (uri: string, file: Uint8Array) => Promise<Labeling | undefined>;
}

/** The files that an image can be saved as. Each is encoded once: to show its size, and then to save it. */
export interface SaveFiles {
  /**
   * @param signal stops encoding; the rejection is its reason
   * @throws CheckError `unreadable`, `no-pixels`
   */
  readonly file: (choice: FormatChoice, signal?: AbortSignal) => Promise<LabelOutput>;
}

export function saveFiles(
  { id, uri, canPreview }: Pick<PanelImage, 'id' | 'uri' | 'canPreview'>,
  { read, labelingOf, ...parts }: SaveFilesParts,
): SaveFiles {
  const known = new Map<string, Promise<LabelOutput>>();
  let original: Promise<Pick<Conversion, 'file' | 'labeling'>> | undefined;

  /** Forgets failures, so that the next try starts over. */
  function once(key: string, work: () => Promise<LabelOutput>): Promise<LabelOutput> {
    const file = known.get(key) ?? work();
    known.set(key, file);
    file.catch(() => known.delete(key));
    return file;
  }

  async function readOriginal() {
    const file = await read(uri);
    return { file, labeling: await labelingOf(uri, file) };
  }

  return {
    file: ({ type: to, quality }, signal) =>
      once(choiceLabel({ type: to, ...(quality !== undefined && { quality }) }), async () => {
        original ??= readOriginal();
        original.catch(() => (original = undefined));
        return await convert(
          { ...(await original), image: id, of: 'itself', canPreview, to, quality },
          parts,
          signal,
        );
      }),
  };
}
