import { type UnwrittenImages } from '../../spool/unwrittenImages.ts';
import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import type { UnwrittenImage } from '../../spool/unwrittenImages.ts';

const t = vscode.l10n.t;

const ASK_AGAIN_MS = 60_000;

/** @param show lets the user save or discard what is held */
export function createUnwrittenImages(show: () => Promise<void>): UnwrittenImages {
  const images = new Set<UnwrittenImage>();

  async function ask(held: UnwrittenImage): Promise<void> {
    const save = t('Save…');
    const name = sanitize(`${held.target.stem}.${held.image.extension}`);
    while (images.has(held)) {
      const answer = await vscode.window.showErrorMessage(
        held.gateway.free
          ? t(
              "Couldn't write {0} to any disk. The image stays in memory until you save it or close the window.",
              name,
            )
          : t(
              "Couldn't write {0} to any disk. The paid image stays in memory until you save it or close the window.",
              name,
            ),
        save,
      );
      // What goes wrong there is told there; the image is asked for again all the same.
      if (answer === save) await show().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS).unref());
    }
  }

  return {
    hold: (held) => {
      images.add(held);
      void ask(held);
    },
    list: () => [...images],
    discard: async (held) => {
      images.delete(held);
      await held.discard();
    },
  };
}
