import { choiceLabel, type FormatChoice } from '../../assets/formats.ts';
import type { PanelImage } from '../sources/state.ts';
import { convert, type ConvertParts } from './convert.ts';

export interface SaveFilesParts extends ConvertParts {
  readonly read: (uri: string) => Promise<Uint8Array>;
}

/** The files that an image can be saved as. Each is encoded once: to show its size, and then to save it. */
export interface SaveFiles {
  /**
   * @param signal stops encoding; the rejection is its reason
   * @throws CheckError `unreadable`, `no-pixels`
   */
  readonly file: (choice: FormatChoice, signal?: AbortSignal) => Promise<Uint8Array>;
}

export function saveFiles(
  { id, uri, canPreview }: Pick<PanelImage, 'id' | 'uri' | 'canPreview'>,
  { read, ...parts }: SaveFilesParts,
): SaveFiles {
  const known = new Map<string, Promise<Uint8Array>>();

  /** Forgets failures, so that the next try starts over. */
  function once(key: string, work: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const file = known.get(key) ?? work();
    known.set(key, file);
    file.catch(() => known.delete(key));
    return file;
  }

  return {
    file: ({ type: to, quality }, signal) =>
      once(choiceLabel({ type: to, ...(quality !== undefined && { quality }) }), async () => {
        const file = await once('itself', () => read(uri));
        return await convert(
          { file, image: id, of: 'itself', canPreview, to, quality },
          parts,
          signal,
        );
      }),
  };
}
