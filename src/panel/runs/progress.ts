import type { RunProgress } from '../../run/run.ts';
import type { Translate } from '../../text/translate.ts';
import type { Phase } from '../viewProtocol.ts';
import { progressLine, type ShowProgress } from '../../run/report/progress.ts';

/**
 * Progress in the panel instead of a notice: told at every change of phase and once a second.
 *
 * @param signal the panel's Cancel button
 */
export function panelProgress(
  signal: AbortSignal,
  t: Translate,
  tell: (phase: Phase, line: string) => void,
): ShowProgress {
  return async (_title, gateway, work) => {
    const started = Date.now();
    let latest: RunProgress | undefined;
    const show = () => {
      tell(latest?.phase ?? 'connecting', progressLine(latest, gateway, Date.now() - started, t));
    };
    const clock = setInterval(show, 1000);
    show();
    try {
      return await work(signal, (progress) => {
        const isNews = progress.phase !== latest?.phase;
        latest = progress;
        if (isNews) show();
      });
    } finally {
      clearInterval(clock);
    }
  };
}
