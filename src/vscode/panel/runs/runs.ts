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
  readonly previews: Previews;
}

/** The runs of the panel: several at once, each with one or more requests that are sent one at a time. */
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
    const previews = this.#parts.previews();
    try {
      // Without workspace trust, don't ask for a gateway: the runner refuses and says why.
      if (vscode.workspace.isTrusted && (await ensureGateway(keys, routes)) === undefined) return;
      this.#unfinished.clear();
      const free = currentGateway(options.gateway)?.free;
      dispatch({ kind: 'run-began', id, prompt: options.prompt, free });
      const failure = await this.#sendRequests({ ...run, previews });
      dispatch({ kind: 'run-ended', id, ...(failure ? { failure } : {}) });
    } finally {
      previews.end();
    }
  }

  /** Sends one request at a time and stops after a failure, because the next one would fail, or be charged, as well. */
  async #sendRequests(run: Run): Promise<FailureView | undefined> {
    const { runner, routes } = this.#parts;
    const { options, signal } = run;
    const count = options.count ?? 1;
    let request: PanelOptions = { ...options, count: 1 };
    for (let done = 0; done < count; done += 1) {
      const part = count === 1 ? undefined : t('{0} of {1}', done + 1, count);
      const report = await runner.perform(request, {
        ...this.#actionOptions(run, part),
        onRouteChosen: (route) => {
          request = { ...request, ...route };
        },
      });
      await this.#showResults(run, request, report);
      const left = count - done;
      if (report.failure) {
        const alternative = await suggestAfterFailure(report.failure, report.plan, routes);
        const remaining = { ...request, count: left };
        const found = alternative && { alternative };
        return this.#keep(run, { remaining, report, ...found, done, count });
      }
      if (signal.aborted && left > 1) {
        const remaining = { ...request, count: left - 1 };
        return this.#keep(run, { remaining, done: done + 1, count });
      }
    }
    return undefined;
  }

  #actionOptions(run: Run, part: string | undefined): ActionOptions {
    const { id, options, brokenRoute, signal, previews } = run;
    return {
      showProgress: panelProgress(signal, t, (phase, line) => {
        const prompt = promptTitle(options.prompt);
        const progress = { id, phase, line, prompt, ...(part === undefined ? {} : { part }) };
        this.#parts.dispatch({ kind: 'run-progressed', run: progress });
      }),
      consent: consentDialogs,
      brokenRoute,
      readImage: this.#parts.readImage,
      wrapStore: previews.around,
      ...(options.region && { region: options.region }),
    };
  }

  async #showResults(
    { previews }: Run,
    request: PanelOptions,
    report: ActionReport,
  ): Promise<void> {
    const { findImages, dispatch } = this.#parts;
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

  #keep({ id }: Run, run: UnfinishedRun): FailureView {
    this.#unfinished.set(id, run);
    return { id, ...describeUnfinished(run, this.#parts.keys.inUse()) };
  }
}
