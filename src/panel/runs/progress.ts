import type { RunProgress } from '../../run/runParts.ts';
import type { Translate } from '../../text/translate.ts';
import type { Phase } from './protocol.ts';
import { progressLine, type ShowProgress } from '../../run/report/progress.ts';

/**
 * Shows progress in the panel instead of a notification: at every change of phase, and once a second.
 *
 * @param signal of the Cancel button
 */
export function panelProgress(
  signal: AbortSignal,
  t: Translate,
  onProgress: (phase: Phase, line: string) => void,
): ShowProgress {
  return async (_title, gateway, work) => {
    const started = Date.now();
    let latest: RunProgress | undefined;
    const show = () => {
      onProgress(
        latest?.phase ?? 'connecting',
        progressLine(latest, gateway, Date.now() - started, t),
      );
    };
    const clock = setInterval(show, 1000);
    show();
    try {
      return await work(signal, (progress) => {
        const isNewPhase = progress.phase !== latest?.phase;
        latest = progress;
        if (isNewPhase) show();
      });
    } finally {
      clearInterval(clock);
    }
  };
}
