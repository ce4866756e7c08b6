import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { FailureView } from '../../../panel/failures/protocol.ts';
import { inputsOf } from '../../../panel/results/provenance.ts';
import type { Previews } from '../../../panel/results/previews.ts';
import { runInputs } from '../../../panel/runs/inputs.ts';
import type { PanelOptions } from '../../../panel/runs/options.ts';
import { panelProgress } from '../../../panel/runs/progress.ts';
import { promptTitle } from '../../../panel/runs/promptTitle.ts';
import { MAX_RUNNING } from '../../../panel/runs/protocol.ts';
import type { UnfinishedRun } from '../../../panel/runs/unfinished.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';
import type { PanelEvent } from '../../../panel/state.ts';
import { suggestAfterFailure } from '../../../run/consent/routeCheck.ts';
import { actionKey } from '../../../run/joins.ts';
import type { Runner } from '../../../run/runner.ts';
import type { ActionOptions, ActionReport } from '../../../run/runnerParts.ts';
import { ensureGateway } from '../../commands/interactive.ts';
import type { Keys } from '../../config/keys.ts';
import { currentGateway } from '../../config/settings.ts';
import { consentDialogs } from '../../dialogs/consent.ts';
import { localization, type Routes } from '../../routes/routes.ts';
import { describeUnfinished } from '../failures/unfinishedRun.ts';
import { savedImages } from './savedImages.ts';

const t = vscode.l10n.t;

export interface RunsParts {
  readonly runner: Runner;
  readonly keys: Keys;
  readonly routes: Routes;
  readonly dispatch: (event: PanelEvent) => void;
  /** Creates the previews of one run. */
  readonly previews: () => Previews;
  /** Returns the images that exist. */
  readonly findImages: (uris: readonly string[]) => Promise<readonly PanelImage[]>;
}

/** `silent` if the user started the run from a message about its route. */
type BrokenRoute = 'ask' | 'silent';

/** The runs of the panel: several at once, each with one or more requests that are sent one at a time. */
export interface PanelRuns {
  readonly start: (options: PanelOptions, brokenRoute?: BrokenRoute) => Promise<void>;
  readonly cancel: (run: string) => void;
  readonly cancelAll: () => void;
  /** Finds the run of a failure on show, by the id of the failure. */
  readonly unfinished: (failure: string) => UnfinishedRun | undefined;
}

interface Run {
  readonly id: string;
  readonly options: PanelOptions;
  readonly brokenRoute: BrokenRoute;
  readonly signal: AbortSignal;
  readonly previews: Previews;
}

export function createPanelRuns(parts: RunsParts): PanelRuns {
  const { runner, keys, routes, dispatch, findImages } = parts;
  const running = new Map<
    string,
    { readonly key: string | undefined; readonly abort: AbortController }
  >();
  const unfinished = new Map<string, UnfinishedRun>();

  /** Ignores a double click: a run with the inputs of one in progress does not start. */
  async function start(options: PanelOptions, brokenRoute: BrokenRoute = 'ask'): Promise<void> {
    const key = actionKey({ ...options, count: 1 }, options.region);
    if (key !== undefined && [...running.values()].some((other) => other.key === key)) return;
    if (running.size >= MAX_RUNNING) {
      void vscode.window.showInformationMessage(
        t('{0} runs are already in progress. Wait for one to finish.', MAX_RUNNING),
      );
      return;
    }
    const [id, abort, previews] = [randomUUID(), new AbortController(), parts.previews()];
    running.set(id, { key, abort });
    try {
      // Without workspace trust, don't ask for a gateway: the runner refuses and says why.
      if (vscode.workspace.isTrusted && (await ensureGateway(keys, routes)) === undefined) return;
      unfinished.clear();
      const free = currentGateway(options.gateway)?.free;
      dispatch({ kind: 'run-began', id, prompt: options.prompt, free });
      const run = { id, options, brokenRoute, signal: abort.signal, previews };
      const failure = await sendRequests(run);
      dispatch({ kind: 'run-ended', id, ...(failure ? { failure } : {}) });
    } finally {
      previews.end();
      running.delete(id);
    }
  }

  /** Sends one request at a time and stops after a failure, because the next one would fail, or be charged, as well. */
  async function sendRequests(run: Run): Promise<FailureView | undefined> {
    const { options, signal } = run;
    const count = options.count ?? 1;
    let request: PanelOptions = { ...options, count: 1 };
    for (let done = 0; done < count; done += 1) {
      const part = count === 1 ? undefined : t('{0} of {1}', done + 1, count);
      const report = await runner.perform(request, {
        ...actionOptions(run, part),
        onRouteChosen: (route) => {
          request = { ...request, ...route };
        },
      });
      await showResults(run, request, report);
      const left = count - done;
      if (report.failure) {
        const alternative = await suggestAfterFailure(report.failure, report.plan, routes);
        const remaining = { ...request, count: left };
        return keep(run, { remaining, report, ...(alternative && { alternative }), done, count });
      }
      if (signal.aborted && left > 1) {
        return keep(run, { remaining: { ...request, count: left - 1 }, done: done + 1, count });
      }
    }
    return undefined;
  }

  function actionOptions(run: Run, part: string | undefined): ActionOptions {
    const { id, options, brokenRoute, signal, previews } = run;
    return {
      showProgress: panelProgress(signal, t, (phase, line) => {
        const prompt = promptTitle(options.prompt);
        const progress = { id, phase, line, prompt, ...(part === undefined ? {} : { part }) };
        dispatch({ kind: 'run-progressed', run: progress });
      }),
      consent: consentDialogs,
      brokenRoute,
      wrapStore: previews.around,
      ...(options.region && { region: options.region }),
    };
  }

  async function showResults(
    { previews }: Run,
    request: PanelOptions,
    report: ActionReport,
  ): Promise<void> {
    const images = await savedImages(report.reports, previews);
    if (images.length === 0) return;
    const [source] = await findImages(request.images?.slice(0, 1) ?? []);
    const inputs = runInputs(request, report, localization());
    const results = images.map((image) => ({
      ...image,
      inputs: inputsOf(image.uri, inputs, report.reports),
      ...(source ? { source } : {}),
    }));
    dispatch({ kind: 'run-arrived', results });
  }

  function keep({ id }: Run, run: UnfinishedRun): FailureView {
    unfinished.set(id, run);
    return { id, ...describeUnfinished(run, keys.seen()) };
  }

  return {
    start,
    cancel: (run) => running.get(run)?.abort.abort(),
    cancelAll: () => {
      for (const { abort } of running.values()) abort.abort();
    },
    unfinished: (failure) => unfinished.get(failure),
  };
}
