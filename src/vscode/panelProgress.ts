import type { RunProgress } from '../run/run.ts';
import type { RunView } from './panelProtocol.ts';
import { progressLine, type ShowProgress } from './progress.ts';

/**
 * Progress in the panel instead of a notice: told at every change of phase and once a second.
 *
 * @param signal the panel's Cancel button
 */
export function panelProgress(
  id: string,
  signal: AbortSignal,
  tell: (run: RunView) => void,
): ShowProgress {
  return async (_title, host, work) => {
    const started = Date.now();
    let latest: RunProgress | undefined;
    const show = () => {
      const line = progressLine(latest, host, Date.now() - started);
      tell({ id, phase: latest?.phase ?? 'connecting', line });
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
