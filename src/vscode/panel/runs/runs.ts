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
import { requestsLeft } from '../../../run/report/result.ts';
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
  /** Creates the previews of one request. */
  readonly previews: () => Previews;
  /** Reads an image; of a drawing, what the page draws of it. */
  readonly readImage: (uri: string) => Promise<Uint8Array>;
  /** Returns the images that exist. */
  readonly findImages: (uris: readonly string[]) => Promise<readonly PanelImage[]>;
}

/** `silent` if the user started the run from a message about its route. */
type BrokenRoute = 'ask' | 'silent';

interface Run {
  readonly id: string;
  readonly options: PanelOptions;
  readonly brokenRoute: BrokenRoute;
  readonly signal: AbortSignal;
  /** One per request: each request numbers its images on its own. */
  readonly previews: readonly Previews[];
}

/** The runs of the panel: several at once, each with one or more requests. */
export class PanelRuns {
  readonly #parts: RunsParts;
  readonly #running = new Map<
    string,
    { readonly key: string | undefined; readonly abort: AbortController }
  >();
  readonly #unfinished = new Map<string, UnfinishedRun>();

  constructor(parts: RunsParts) {
    this.#parts = parts;
  }

  /** Starts a run. Ignores a double click: a run with the inputs of one in progress does not start. */
  readonly start = async (
    options: PanelOptions,
    brokenRoute: BrokenRoute = 'ask',
  ): Promise<void> => {
    const key = actionKey({ ...options, count: 1 }, options.region);
    if (key !== undefined && [...this.#running.values()].some((other) => other.key === key)) return;
    if (this.#running.size >= MAX_RUNNING) {
      void vscode.window.showInformationMessage(
        t('{0} runs are already in progress. Wait for one to finish.', MAX_RUNNING),
      );
      return;
    }
    const [id, abort] = [randomUUID(), new AbortController()];
    this.#running.set(id, { key, abort });
    try {
      await this.#run({ id, options, brokenRoute, signal: abort.signal });
    } finally {
      this.#running.delete(id);
    }
  };

  readonly cancel = (run: string): void => {
    this.#running.get(run)?.abort.abort();
  };

  readonly cancelAll = (): void => {
    for (const { abort } of this.#running.values()) abort.abort();
  };

  /** Finds the run of a failure on show, by the id of the failure. */
  readonly unfinished = (failure: string): UnfinishedRun | undefined =>
    this.#unfinished.get(failure);

  async #run(run: Omit<Run, 'previews'>): Promise<void> {
    const { id, options } = run;
    const { keys, routes, dispatch } = this.#parts;
    const { count = 1 } = options;
    const previews = Array.from({ length: count }, () => this.#parts.previews());
    try {
      // Without workspace trust, don't ask for a gateway: the runner refuses and says why.
      if (
        vscode.workspace.isTrusted &&
        (await ensureGateway(keys, routes, options.gateway)) === undefined
      )
        return;
      this.#unfinished.clear();
      const free = currentGateway(options.gateway)?.free;
      dispatch({ kind: 'run-began', id, prompt: options.prompt, count, free });
      const failure = await this.#sendRequests({ ...run, previews });
      dispatch({ kind: 'run-ended', id, ...(failure ? { failure } : {}) });
    } finally {
      for (const one of previews) one.end();
    }
  }

  async #sendRequests(run: Run): Promise<FailureView | undefined> {
    const { runner, routes } = this.#parts;
    const { options, previews } = run;
    const count = options.count ?? 1;
    let sent: PanelOptions = options;
    const shown: Promise<void>[] = [];
    const shownRuns = new Set<string>();
    const show = (part: ActionReport, previews?: Previews): void => {
      for (const { id } of part.reports) shownRuns.add(id);
      shown.push(this.#showResults(run.id, sent, part, previews));
    };
    const report = await runner.perform(options, {
      ...this.#actionOptions(run),
      onRouteChosen: (route) => {
        sent = { ...sent, ...route };
      },
      onRequestEnded: (part, request) => {
        show(part, previews[request]);
      },
    });
    // An action that joined an identical one, of another extension, got no report of its requests.
    show({ ...report, reports: report.reports.filter(({ id }) => !shownRuns.has(id)) });
    await Promise.all(shown);
    const { failure, plan, reports } = report;
    if (failure === undefined && reports.length === count) return undefined;
    const alternative = failure && (await suggestAfterFailure(failure, plan, routes));
    const left = requestsLeft(count, reports);
    return this.#keep(run, {
      remaining: { ...sent, count: left },
      report,
      ...(alternative && { alternative }),
      done: count - left,
      count,
    });
  }

  #actionOptions(run: Run): ActionOptions {
    const { id, options, brokenRoute, signal, previews } = run;
    const prompt = promptTitle(options.prompt);
    return {
      showProgress: panelProgress(signal, t, ({ requests, ...state }) => {
        const parts = [...requests];
        const progress = { id, prompt, count: parts.length, parts, ...state };
        this.#parts.dispatch({ kind: 'run-progressed', run: progress });
      }),
      consent: consentDialogs,
      brokenRoute,
      readImage: this.#parts.readImage,
      wrapStore: (store, request) => previews[request]?.around(store) ?? store,
      ...(options.region && { region: options.region }),
    };
  }

  async #showResults(
    run: string,
    request: PanelOptions,
    report: ActionReport,
    previews?: Previews,
  ): Promise<void> {
    const { findImages, dispatch } = this.#parts;
    const images = await savedImages(report.reports, previews);
    if (images.length === 0) return;
    const [source] = await findImages(request.images?.slice(0, 1) ?? []);
    const inputs = runInputs(request, report, localization());
    const results = images.map((image) => ({
      ...image,
      run,
      inputs: inputsOf(image.uri, inputs, report.reports),
      ...(source ? { source } : {}),
    }));
    dispatch({ kind: 'run-arrived', results });
  }

  #keep({ id }: Run, run: UnfinishedRun): FailureView {
    this.#unfinished.set(id, run);
    return { id, ...describeUnfinished(run, this.#parts.keys.inUse()) };
  }
}
