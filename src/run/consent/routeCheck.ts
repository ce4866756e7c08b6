import type { Gateway } from '../../catalog/gateways.ts';
import type { EaselError, Outcome } from '../../errors.ts';
import type { Localization } from '../../route/describe/localization.ts';
import { describeStatus } from '../../route/describe/status.ts';
import type { Operation, Route } from '../../route/route.ts';
import { shouldWarn, type RouteStatus } from '../../route/status.ts';
import type { AlternativeSuggestion } from '../../route/suggestion.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { RunPlan } from '../plan/plan.ts';

/** The route of a run, and what the run requests there. */
export interface RouteRequest {
  readonly gateway: Gateway;
  /** An id or alias, as the user named the model. */
  readonly model: string;
  readonly operation: Operation;
  readonly aspectRatio?: string | undefined;
  readonly imageSize?: string | undefined;
  /** The number of input images. */
  readonly images: number;
}

/** The current knowledge about routes. */
export interface RouteKnowledge {
  readonly route: (request: RouteRequest) => {
    readonly route: Route;
    readonly status: RouteStatus;
  };
  /** Suggests an alternative route; undefined if no better one is known. */
  readonly suggest: (request: RouteRequest) => Promise<AlternativeSuggestion | undefined>;
  /** Returns true for the first call of a day for this route, across all windows, so that no one is asked twice a day. */
  readonly isFirstWarningToday: (route: Route) => Promise<boolean>;
}

/** Returns the route that a plan uses, and what the plan requests there. */
export function routeRequestOf(plan: RunPlan): RouteRequest {
  const { gateway, model, operation, body, images, autoRatio, autoSize } = plan;
  // Another model gets a ratio and a size of its own.
  const aspectRatio = body.aspectRatio === autoRatio ? undefined : body.aspectRatio;
  const imageSize = body.imageSize === autoSize ? undefined : body.imageSize;
  return { gateway, model, operation, aspectRatio, imageSize, images: images.length };
}

/** Describes the problem of a plan's route in one sentence; undefined if no recent evidence says the route is broken. */
export function describeBrokenRoute(
  plan: RunPlan,
  routes: Pick<RouteKnowledge, 'route'>,
  localization: Localization,
): string | undefined {
  const { status } = routes.route(routeRequestOf(plan));
  if (!shouldWarn(status)) return undefined;
  const { t } = localization;
  return t('{0}: {1}', routeLabel(plan, t), describeStatus(status, localization));
}

/** Names a plan's route: `gemini-3-pro-image (edit) at Crazyrouter`. */
export function routeLabel(
  { gateway, model, operation }: Pick<RunPlan, 'gateway' | 'model' | 'operation'>,
  t: Translate,
): string {
  const where = sanitize(gateway.label, 80);
  return t('{0} ({1}) at {2}', sanitize(model, 80), operationLabel(operation, t), where);
}

export function operationLabel(operation: Operation, t: Translate): string {
  return operation === 'edit' ? t('edit') : t('generate');
}

/** Failures after which another route may help. Easel names it, and uses it only after a click. */
const ROUTE_FAILURES: ReadonlySet<Outcome> = new Set<Outcome>([
  'route_unavailable',
  'busy',
  'unknown',
]);

/** Suggests an alternative after a failure; undefined if another route would not help or no better one is known. */
export async function suggestAfterFailure(
  { outcome }: EaselError,
  plan: { readonly route: RouteRequest } | undefined,
  routes: Pick<RouteKnowledge, 'suggest'>,
): Promise<AlternativeSuggestion | undefined> {
  if (plan === undefined || !ROUTE_FAILURES.has(outcome)) return undefined;
  return await routes.suggest(plan.route);
}
