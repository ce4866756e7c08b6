import * as vscode from 'vscode';
import type { UnwrittenImage, UnwrittenImages } from '../../spool/unwrittenImages.ts';
import { sanitize } from '../../text/sanitize.ts';

const t = vscode.l10n.t;

/** The pause after a dismissed notice, in ms. */
const ASK_AGAIN_MS = 60_000;

/**
 * Keeps the images that no disk accepted, and asks for each of them until it is saved or discarded.
 *
 * @param show lets the user save or discard the images
 */
export function createUnwrittenImages(show: () => Promise<void>): UnwrittenImages {
  const images = new Set<UnwrittenImage>();

  async function ask(image: UnwrittenImage): Promise<void> {
    const save = t('Save…');
    while (images.has(image)) {
      const answer = await vscode.window.showErrorMessage(noticeText(image), save);
      // A failure there has a notice of its own, and this image is asked for again.
      if (answer === save) await show().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS).unref());
    }
  }

  return {
    hold: (image) => {
      images.add(image);
      void ask(image);
    },
    list: () => [...images],
    discard: async (image) => {
      images.delete(image);
      await image.discard();
    },
  };
}

function noticeText({ target, image, gateway }: UnwrittenImage): string {
  const name = sanitize(`${target.stem}.${image.extension}`);
  return gateway.free
    ? t(
        "Couldn't write {0} to any disk. It's only in memory. Save it before you close the window, or it's lost.",
        name,
      )
    : t(
        "Couldn't write {0} to any disk. You paid for this image, and it's only in memory. Save it before you close the window, or it's lost.",
        name,
      );
}
