import { nameList } from '../text/nameList.ts';
import type { Translate } from '../text/translate.ts';

/**
 * Says that a file that Easel made doesn't have the Content Credentials of the files that it was made from.
 *
 * @param names of files with Content Credentials, at least one
 */
export function describeLostCredentials(names: readonly string[], t: Translate): string {
  // They aren't called valid: Easel doesn't check them.
  return t(
    "The Content Credentials of {0} aren't in the new file, because they are for the original only.",
    nameList(names, t),
  );
}
