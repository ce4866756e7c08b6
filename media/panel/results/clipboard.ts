import { encodeImage } from './encodeImage.ts';

/** Waits up to 2 s. */
async function focusAgain(): Promise<void> {
  for (let tries = 0; tries < 20 && !document.hasFocus(); tries += 1) {
    window.focus();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Copies the image at an address. @returns whether the browser allowed it and could draw the image */
export async function copyImage(src: string | undefined): Promise<boolean> {
  if (src === undefined) return false;
  try {
    // A menu of VS Code has the focus when its command runs, and the browser copies only from the document that has it.
    if (!document.hasFocus()) await focusAgain();
    // Every clipboard takes PNG. The item gets a promise, because writing has to start during the click.
    const image = encodeImage(src, 'png').then((file) => file ?? Promise.reject(new Error(src)));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    return true;
  } catch {
    return false;
  }
}
