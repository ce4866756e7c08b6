import type { Panel } from '../panel/panelRig.ts';

/** The browser's own metric: what moves without an input in the last half second, and which elements moved. */
const WATCH_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value, sources } of list.getEntries()) {
      const moved = sources.map(({ node }) => node?.className || node?.nodeName).join(' ');
      if (!hadRecentInput) window.shifts.push([value, moved]);
    }
  }).observe({ type: 'layout-shift' });
`;

/** Longer than the half second in which a shift counts as caused by an input. */
export const AFTER_INPUT_MS = 700;

export interface Shifts {
  /** The layout shift score: the sum of all shifts. */
  readonly score: number;
  readonly moves: readonly (readonly [number, string])[];
}

/** Watches what moves in the panel from now on. */
export async function watchShifts(panel: Panel): Promise<void> {
  await panel.locator('body').evaluate(WATCH_SHIFTS);
}

export async function forgetShifts(panel: Panel): Promise<void> {
  await panel.locator('body').evaluate('window.shifts = []');
}

export async function shiftsOf(panel: Panel): Promise<Shifts> {
  const moves: Shifts['moves'] = await panel.locator('body').evaluate('window.shifts');
  return { score: moves.reduce((sum, [value]) => sum + value, 0), moves };
}
