import type { Target } from '../../disk/target.ts';
import { CancelledError, CheckError } from '../../errors.ts';
import { describeStatus } from '../../route/describe/status.ts';
import { shouldWarn } from '../../route/status.ts';
import type { Consent, RouteChoice } from './questions.ts';
import type { RunPlan } from '../plan/plan.ts';
import { describeBrokenRoute, routeLabel, routeRequestOf } from './routeCheck.ts';
import type { ActionOptions, RunnerParts } from '../runnerParts.ts';

/** The plan to run after all questions. */
export interface Agreement {
  /** The plan that was asked about, or the one on the route that the user picked. */
  readonly plan: RunPlan;
  /** A problem that the result should name, because no one was asked. */
  readonly warning?: string;
}

/**
 * Asks what only a person can decide, before anything is sent.
 *
 * @param replan plans the same action on another route
 * @throws CheckError `leads-out`, and what `replan` throws
 * @throws CancelledError if the user declines: nothing was sent
 */
export async function askConsent(
  plan: RunPlan,
  options: ActionOptions,
  parts: RunnerParts,
  replan: (choice: RouteChoice) => Promise<RunPlan>,
): Promise<Agreement> {
  const { consent = {}, onRouteChosen } = options;
  await checkTarget(plan.target, consent, parts);
  switch (routeHandling(options)) {
    case 'silent':
      return { plan };
    case 'tell': {
      const warning = describeBrokenRoute(plan, parts.routes, parts.localization());
      return { plan, ...(warning !== undefined && { warning }) };
    }
    case 'ask': {
      const answer = await askAboutBrokenRoute(plan, consent, parts);
      // One question is enough: the one about a broken route also says that it is paused.
      if (answer === 'send') return { plan };
      if (answer !== undefined) onRouteChosen?.(answer);
      const chosen = answer === undefined ? plan : await replan(answer);
      await askAboutPause(chosen, consent, parts);
      return { plan: chosen };
    }
  }
}

/** Returns what to do about a broken route: a surface that can't ask reports the problem in the result instead. */
export function routeHandling({
  brokenRoute = 'tell',
  consent,
}: ActionOptions): 'ask' | 'tell' | 'silent' {
  return brokenRoute === 'ask' && consent?.useBrokenRoute === undefined ? 'tell' : brokenRoute;
}

/** A repository can contain links to any folder, so a target outside the workspace needs the user's confirmation. */
async function checkTarget(
  { folder }: Target,
  { leaveWorkspace }: Consent,
  { linkEscape }: RunnerParts,
): Promise<void> {
  const escape = await linkEscape(folder);
  if (escape === undefined) return;
  if (leaveWorkspace === undefined) throw new CheckError({ kind: 'leads-out', ...escape });
  if (!(await leaveWorkspace(escape))) throw new CancelledError('no');
}

/** Asks once per route and day. Returns undefined if there is nothing to ask. */
async function askAboutBrokenRoute(
  plan: RunPlan,
  { useBrokenRoute }: Consent,
  { routes, gate, localization }: RunnerParts,
): Promise<'send' | RouteChoice | undefined> {
  const request = routeRequestOf(plan);
  const { route, status } = routes.route(request);
  if (useBrokenRoute === undefined || !shouldWarn(status)) return undefined;
  if (!(await routes.isFirstWarningToday(route))) return undefined;
  const words = localization();
  const answer = await useBrokenRoute({
    plan,
    name: routeLabel(plan, words.t),
    problem: describeStatus(status, words),
    pause: await gate.pause(plan),
    alternative: await routes.suggest(request),
  });
  if (answer === 'cancel') throw new CancelledError('no');
  return answer;
}

async function askAboutPause(
  plan: RunPlan,
  { tryPausedRoute }: Consent,
  { gate }: RunnerParts,
): Promise<void> {
  const pause = await gate.pause(plan);
  if (tryPausedRoute === undefined || pause === undefined) return;
  const { since, until } = pause;
  if (!(await tryPausedRoute({ plan, since, until }))) throw new CancelledError('no');
}
