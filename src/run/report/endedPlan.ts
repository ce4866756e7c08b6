import { routeRequestOf, type RouteRequest } from '../consent/routeCheck.ts';
import type { RunPlan } from '../plan/plan.ts';

/** What remains of a plan after its action. A notice keeps it until the user dismisses it, so it must not hold the user's files. */
export interface EndedPlan extends Omit<RunPlan, 'body' | 'images' | 'finish'> {
  readonly route: RouteRequest;
}

/** Returns a plan without its files and its request. */
export function endedPlan(plan: RunPlan): EndedPlan {
  const { operation, gateway, model, modelId, prompt, target, timeoutMs } = plan;
  const { autoRatio, autoSize, final, region } = plan;
  return {
    operation,
    gateway,
    model,
    modelId,
    prompt,
    target,
    timeoutMs,
    route: routeRequestOf(plan),
    ...(autoRatio !== undefined && { autoRatio }),
    ...(autoSize !== undefined && { autoSize }),
    ...(final && { final }),
    ...(region && { region }),
  };
}
