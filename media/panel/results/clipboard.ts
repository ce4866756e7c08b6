import { encodeImage } from './encodeImage.ts';

/** Copies the image at an address. @returns whether the browser allowed it and could draw the image */
export async function copyImage(src: string | undefined): Promise<boolean> {
  if (src === undefined) return false;
  try {
    // Every clipboard takes PNG. The item gets a promise, because writing has to start during the click.
    const image = encodeImage(src, 'png').then((file) => file ?? Promise.reject(new Error(src)));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    return true;
  } catch {
    return false;
  }
}
