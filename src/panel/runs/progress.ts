import { ActionProgress, type ActionState } from '../../run/report/actionProgress.ts';
import type { ShowProgress } from '../../run/report/progress.ts';
import type { Translate } from '../../text/translate.ts';

/**
 * Shows progress in the panel instead of a notification: at every change of phase, and once a second.
 *
 * @param signal of the Cancel button
 */
export function panelProgress(
  signal: AbortSignal,
  t: Translate,
  onProgress: (state: ActionState) => void,
): ShowProgress {
  return async (action, work) => {
    const progress = new ActionProgress(action, Date.now(), t);
    const show = () => {
      onProgress(progress.state(Date.now()));
    };
    const clock = setInterval(show, 1000);
    show();
    try {
      return await work(signal, (update, request) => {
        if (progress.update(update, request, Date.now())) show();
      });
    } finally {
      clearInterval(clock);
    }
  };
}
