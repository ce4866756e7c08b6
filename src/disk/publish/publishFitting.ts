import { clip, numberedName, safeStem } from '../names.ts';
import { fitStem, keepsName } from '../platformNames.ts';
import type { WantedName } from './freeName.ts';
import { publishFile, type PublishOptions } from './publishFile.ts';
import { SaveError } from '../../errors.ts';

/** In bytes of UTF-8. Encrypted home folders (eCryptfs) and some NAS shares take names of 143 bytes at most. */
const SHORTER_STEMS = [130, 60, 16] as const;

/**
 * Publishes a paid image under a name that the system accepts, as near to the wanted one as it can be: like {@link publishFile}, but
 * shortens names that are too long for the folder and repairs names that this system would refuse or change.
 */
export async function publishFitting(
  content: string | Uint8Array,
  folder: string,
  wanted: WantedName,
  options: PublishOptions = {},
): Promise<string> {
  const [first = wanted.stem, ...shorter] = fittingStems(wanted, folder, options.platform);
  let fitting = first;
  for (const next of shorter) {
    try {
      return await publishFile(content, folder, { ...wanted, stem: fitting }, options);
    } catch (error) {
      if (!(error instanceof SaveError) || error.code !== 'ENAMETOOLONG') throw error;
    }
    fitting = next;
  }
  return await publishFile(content, folder, { ...wanted, stem: fitting }, options);
}

/** Returns the stems that {@link publishFitting} tries, in order: each one where the names before it are too long for the disk. */
export function fittingStems(
  { stem, extension }: WantedName,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const isKept = keepsName(numberedName(fitStem(stem, folder, platform), 1, extension), platform);
  const stems = [fitStem(isKept ? stem : safeStem(stem), folder, platform)];
  for (const most of SHORTER_STEMS) stems.push(safeStem(clip(stems.at(-1) ?? '', most)));
  return stems;
}
