import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { CancelledError, type EaselError, type Outcome } from '../../errors.ts';
import type { AlternativeSuggestion } from '../../route/suggestion.ts';
import { routeKey, type Route } from '../../route/route.ts';
import { shouldWarn } from '../../route/status.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { RoutePause } from '../../run/breakerGate.ts';
import { systemClock } from '../../text/format.ts';
import type { RunOptions } from '../../run/plan/options.ts';
import type { RunPlan } from '../../run/plan/plan.ts';
import { operationLabel, statusSentence, type Routes, type RouteRequest } from './routes.ts';

const t = vscode.l10n.t;
const KEY = 'easel.routeWarnings';

/** The route that the user chose instead. */
export type RouteChoice = Required<Pick<RunOptions, 'gateway' | 'model'>>;

/** What is told before money goes to a route that is known to be broken. Nothing old is told. */
export interface RouteWarning {
  /** For a run that asks nothing: it goes on, and its result says this. */
  readonly sentence: (plan: RunPlan) => string | undefined;
  /**
   * Asks the user, once per route and day: go on, go elsewhere, or retest first.
   *
   * @param pause of a route that has just said no
   * @returns undefined: there was nothing to ask
   * @throws CancelledError nothing is to be sent
   */
  readonly ask: (
    plan: RunPlan,
    pause: RoutePause | undefined,
  ) => Promise<RouteChoice | 'go-on' | undefined>;
}

const Warned = z.object({ day: z.string(), routes: z.array(z.string()) });

export function createRouteWarning(routes: Routes, memory: vscode.Memento): RouteWarning {
  /** True the first time on a day, whichever window asks. */
  async function isFirstToday(route: Route): Promise<boolean> {
    const key = routeKey(route);
    const day = new Date(routes.now()).toDateString();
    const kept = Warned.safeParse(memory.get(KEY));
    const today = kept.success && kept.data.day === day ? kept.data.routes : [];
    if (today.includes(key)) return false;
    await memory.update(KEY, { day, routes: [...today, key] });
    return true;
  }

  function sentence(plan: RunPlan): string | undefined {
    const { status } = routes.route(routeRequestOf(plan));
    if (!shouldWarn(status)) return undefined;
    return t('{0}: {1}', routeName(plan), statusSentence(status));
  }

  async function ask(
    plan: RunPlan,
    pause: RoutePause | undefined,
  ): Promise<RouteChoice | 'go-on' | undefined> {
    const wanted = routeRequestOf(plan);
    const { route, status } = routes.route(wanted);
    if (!shouldWarn(status) || !(await isFirstToday(route))) return undefined;
    const offer = await routes.suggest(wanted);
    const [go, retest] = [t('Continue'), t('Retest…')];
    const question = t('{0} may not work. Send it there all the same?', routeName(plan));
    const next = pause && t('Next try {0}.', systemClock.timeOfDay(pause.until));
    const said = [statusSentence(status), ...(next ? [next] : [])].join(' ');
    const detail = [said, ...(offer ? [offer.sentence] : [])].join('\n\n');
    const buttons = [go, ...(offer ? [offer.label] : []), retest];
    const answer = await vscode.window.showWarningMessage(
      question,
      { modal: true, detail },
      ...buttons,
    );
    if (answer === go) return 'go-on';
    if (offer !== undefined && answer === offer.label) {
      return { gateway: offer.gateway, model: offer.model };
    }
    if (answer === retest) {
      const { gateway, model, operation } = plan;
      const args = { gateway: gateway.id, model, operation, ask: true };
      void vscode.commands.executeCommand('easel.retestRoute', args);
    }
    throw new CancelledError('no');
  }

  return { sentence, ask };
}

/** After these another route is offered by name. It is never taken without a click. */
const OFFERED: ReadonlySet<Outcome> = new Set<Outcome>(['route_unavailable', 'busy', 'unknown']);

/** The next route that may do what just failed; undefined where another route is no answer, or none is known to be better. */
export async function suggestAfterFailure(
  { outcome }: EaselError,
  plan: RunPlan | undefined,
  routes: Routes,
): Promise<AlternativeSuggestion | undefined> {
  if (plan === undefined || !OFFERED.has(outcome)) return undefined;
  return await routes.suggest(routeRequestOf(plan));
}

/** The route that a plan leads to, and what it asks for there. */
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
