import type { MadeSet, WrittenSet } from '../../assets/sets/writeSet.ts';
import type { SetId } from '../../assets/sets/set.ts';
import { nameList } from '../../text/nameList.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import { joinSentences } from '../message.ts';

/** Names a set as users know it. */
export function setLabel(set: SetId, t: Translate): string {
  switch (set) {
    case 'favicon':
      return t('Favicon and Web App');
    case 'apple':
      return t('Apple App Icons');
    case 'android':
      return t('Android App Icons');
    case 'windows':
      return t('Windows App Icons');
    case 'vscode':
      return t('VS Code Extension Icon');
    case 'social':
      return t('Social Cards');
    case 'responsive':
      return t('Responsive Images');
    case 'density':
      return t('Images for @1x, @2x, and @3x');
    case 'sprites':
      return t('Sprites');
  }
}

/** Says which files a set has. */
export function setDescription(set: SetId, t: Translate): string {
  switch (set) {
    case 'favicon':
      return t('ICO, PNG from 16 to 512 px, maskable, apple-touch, manifest, and HTML');
    case 'apple':
      return t('AppIcon.appiconset for Xcode');
    case 'android':
      return t('Adaptive and plain launcher icons, Play Store');
    case 'windows':
      return t('ICO, tiles, and splash screen');
    case 'vscode':
      return t('128 and 256 px');
    case 'social':
      return t('1200 × 630, 1200 × 600, and 1200 × 1200 px, with meta tags');
    case 'responsive':
      return t('Several widths as WebP with a fallback, and a <picture> element');
    case 'density':
      return t('The image is the densest one. With srcset');
    case 'sprites':
      return t(
        'Cuts a sheet into sprites with one size and anchor, and a JSON atlas for game engines',
      );
  }
}

/** What is said about a set. */
type Told = Pick<MadeSet, 'files' | 'omitted' | 'frames' | 'losesCredentials'>;

/** Says what differs from what the user may expect. */
export function setNotes(
  { files, omitted, frames, losesCredentials }: Told,
  t: Translate,
): readonly string[] {
  const enlarged = files.filter(({ isEnlarged }) => isEnlarged).map(({ path }) => path);
  return [
    ...(enlarged.length > 0 ? [t('Enlarged, so not sharper: {0}.', nameList(enlarged, t))] : []),
    ...(omitted.length > 0 ? [t('The image is too small for: {0}.', nameList(omitted, t))] : []),
    ...(frames > 1 ? [t('It shows the first of {0} frames.', frames)] : []),
    ...(losesCredentials
      ? // They aren't called valid: Easel doesn't check them.
        [
          t(
            "The Content Credentials of the image aren't in the new files, because they are for the original only.",
          ),
        ]
      : []),
  ];
}

/** Says what was written. @param folder the name of the set's folder */
export function describeSet(
  made: Told,
  { files }: Pick<WrittenSet, 'files'>,
  folder: string,
  t: Translate,
): string {
  const name = sanitize(folder, 80);
  const saved =
    files.length === 1
      ? t('Made 1 file in {0}.', name)
      : t('Made {0} files in {1}.', files.length, name);
  return joinSentences(saved, ...setNotes(made, t));
}
