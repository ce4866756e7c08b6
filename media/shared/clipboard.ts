import { pictureFile } from '../panel/results/encode.ts';

/** Copies a picture as a picture. @returns false where the browser does not allow that, or cannot draw it */
export async function copyPicture(src: string | undefined): Promise<boolean> {
  if (src === undefined) return false;
  try {
    // PNG is the one picture that every clipboard takes. A promise, so that the click still counts when it is made.
    const picture = pictureFile(src, 'png').then((file) => file ?? Promise.reject(new Error(src)));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    return true;
  } catch {
    return false;
  }
}
