import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { CancelledError, type EaselError, type Outcome } from '../../errors.ts';
import { routeKey, type Route } from '../../route/route.ts';
import { shouldWarn } from '../../route/status.ts';
import type { AlternativeSuggestion } from '../../route/suggestion.ts';
import type { RoutePause } from '../../run/breakerGate.ts';
import type { RunOptions } from '../../run/plan/options.ts';
import type { RunPlan } from '../../run/plan/plan.ts';
import { systemClock } from '../../text/format.ts';
import { sanitize } from '../../text/sanitize.ts';
import { operationLabel, statusSentence, type RouteRequest, type Routes } from './routes.ts';

const t = vscode.l10n.t;
const KEY = 'easel.routeWarnings';

/** The alternative route that the user chose. */
export type RouteChoice = Required<Pick<RunOptions, 'gateway' | 'model'>>;

/** Warns before money goes to a route with recent bad news. Old evidence never warns. */
export interface RouteWarning {
  /** Returns the warning for the result of a run that asks nothing; undefined without bad news. */
  readonly describe: (plan: RunPlan) => string | undefined;
  /**
   * Asks the user, at most once per route and day, whether to continue, use an alternative route, or retest first.
   *
   * @param pause the wait of a route that just failed
   * @returns undefined: there was nothing to ask
   * @throws CancelledError the user dismissed the question or chose to retest; nothing may be sent
   */
  readonly ask: (
    plan: RunPlan,
    pause: RoutePause | undefined,
  ) => Promise<RouteChoice | 'continue' | undefined>;
}

const WarnedRoutes = z.object({ day: z.string(), routes: z.array(z.string()) });

export function createRouteWarning(routes: Routes, memory: vscode.Memento): RouteWarning {
  /** Returns true for the first call of a day, across all windows, and records the call. */
  async function isFirstToday(route: Route): Promise<boolean> {
    const key = routeKey(route);
    const day = new Date(routes.now()).toDateString();
    const stored = WarnedRoutes.safeParse(memory.get(KEY));
    const today = stored.success && stored.data.day === day ? stored.data.routes : [];
    if (today.includes(key)) return false;
    await memory.update(KEY, { day, routes: [...today, key] });
    return true;
  }

  function describe(plan: RunPlan): string | undefined {
    const { status } = routes.route(routeRequestOf(plan));
    if (!shouldWarn(status)) return undefined;
    return t('{0}: {1}', routeName(plan), statusSentence(status));
  }

  async function ask(
    plan: RunPlan,
    pause: RoutePause | undefined,
  ): Promise<RouteChoice | 'continue' | undefined> {
    const request = routeRequestOf(plan);
    const { route, status } = routes.route(request);
    if (!shouldWarn(status) || !(await isFirstToday(route))) return undefined;
    const suggestion = await routes.suggest(request);
    const proceed = t('Continue');
    const retest = t('Retest…');
    const wait = pause && t('Try again after {0}.', systemClock.timeOfDay(pause.until));
    const reason = [statusSentence(status), ...(wait ? [wait] : [])].join(' ');
    const detail = [reason, ...(suggestion ? [suggestion.sentence] : [])].join('\n\n');
    const answer = await vscode.window.showWarningMessage(
      t('{0} may not work. Send the request anyway?', routeName(plan)),
      { modal: true, detail },
      ...[proceed, ...(suggestion ? [suggestion.label] : []), retest],
    );
    if (answer === proceed) return 'continue';
    if (suggestion !== undefined && answer === suggestion.label) {
      return { gateway: suggestion.gateway, model: suggestion.model };
    }
    if (answer === retest) {
      const { gateway, model, operation } = plan;
      const args = { gateway: gateway.id, model, operation, ask: true };
      void vscode.commands.executeCommand('easel.retestRoute', args);
    }
    throw new CancelledError('no');
  }

  return { describe, ask };
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
  plan: RunPlan | undefined,
  routes: Routes,
): Promise<AlternativeSuggestion | undefined> {
  if (plan === undefined || !ROUTE_FAILURES.has(outcome)) return undefined;
  return await routes.suggest(routeRequestOf(plan));
}

/** Returns the route that a plan leads to, and what the plan requests there. */
export function routeRequestOf({ gateway, model, operation, body, images }: RunPlan): RouteRequest {
  const { aspectRatio, imageSize } = body;
  return { gateway, model, operation, aspectRatio, imageSize, images: images.length };
}

function routeName({ gateway, model, operation }: RunPlan): string {
  return t(
    '{0} ({1}) at {2}',
    sanitize(model, 80),
    operationLabel(operation),
    sanitize(gateway.label, 80),
  );
}
