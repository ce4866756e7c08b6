import type { ActionFacts } from '../../messages/actions.ts';
import type { ActionReport } from '../runnerParts.ts';
import type { RunReport } from '../runParts.ts';

/** Returns the facts of an action's end that decide which actions its message can offer. The surface adds its own. */
export function actionFacts({
  plan,
  reports,
}: Pick<ActionReport, 'plan' | 'reports'>): ActionFacts {
  return {
    hasSite: plan?.gateway.site !== undefined,
    keepsImage: reports.some(({ keeps }) => keeps),
    hasPendingDownloads: runsWithDownloads(reports).length > 0,
  };
}

/** Returns the ids of runs whose images are made but not downloaded. */
export function runsWithDownloads(reports: readonly RunReport[]): readonly string[] {
  return reports
    .filter(({ pendingDownloads }) => pendingDownloads !== undefined)
    .map(({ id }) => id);
}
