import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { sanitize } from '../../../text/sanitize.ts';
import type { AlternativeSuggestion } from '../../../route/suggestion.ts';
import { saidBeside } from '../../../text/remark.ts';
import type { Previews } from '../../../panel/results/previews.ts';
import { currentGateway } from '../../commands/actions.ts';
import { ensureGateway } from '../../commands/interactive.ts';
import type { Keys } from '../../config/keys.ts';
import { runsToFetch } from '../../recovery/fetchAgain.ts';
import { arrived } from './arrived.ts';
import { factsLine } from '../../../panel/results/facts.ts';
import { failureView } from './follow.ts';
import { madeFor } from '../../../panel/results/provenance.ts';
import type { RunInputs } from '../../../panel/memory/memory.ts';
import type { PanelOptions } from '../../../panel/runs/options.ts';
import { costWords } from '../../../panel/ask/prices.ts';
import { panelProgress } from '../../../panel/runs/progress.ts';
import { MOST_RUNNING } from '../../../panel/protocol.ts';
import type { FailureView } from '../../../panel/viewProtocol.ts';
import type { PanelEvent, PanelImage } from '../../../panel/state.ts';
import { localization, type Routes } from '../../routes/routes.ts';
import { suggestAfterFailure } from '../../routes/warning.ts';
import type { ActionEnd, ActionOptions, Runner } from '../../../run/runner.ts';
import { askToLeave } from '../../dialogs/target.ts';

const t = vscode.l10n.t;

export interface RunsParts {
  readonly runner: Runner;
  readonly keys: Keys;
  readonly routes: Routes;
  readonly dispatch: (event: PanelEvent) => void;
  /** For one run: its large pictures are shown small first. */
  readonly previews: () => Previews;
  /** The images among these URIs that are there. */
  readonly look: (uris: readonly string[]) => Promise<readonly PanelImage[]>;
}

/** What a run that failed would be if it went on: what is left to ask for, and how it ended. */
export interface Failed {
  readonly left: PanelOptions;
  readonly end?: ActionEnd;
  readonly offer?: AlternativeSuggestion;
}

/** The panel's runs: several at once, each of one request or of several that go one after the other. */
export interface PanelRuns {
  /** @param brokenRoute `told`: the user has just read what is wrong with the route, and clicks all the same */
  readonly start: (options: PanelOptions, brokenRoute?: 'ask' | 'told') => Promise<void>;
  readonly cancel: (run: string) => void;
  readonly cancelAll: () => void;
  readonly failed: (failure: string) => Failed | undefined;
}

export function panelRuns(parts: RunsParts): PanelRuns {
  const { runner, keys, routes, dispatch, look } = parts;
  const running = new Map<string, { readonly asked: string; readonly stop: AbortController }>();
  const failures = new Map<string, Failed>();

  /** What goes on already is not started again by a double click: more of the same is what the count is for. */
  async function start(options: PanelOptions, brokenRoute: 'ask' | 'told' = 'ask'): Promise<void> {
    const asked = JSON.stringify({ ...options, count: 1 });
    const goesOn = [...running.values()].some((other) => other.asked === asked);
    if (goesOn) return;
    if (running.size >= MOST_RUNNING) {
      void vscode.window.showInformationMessage(
        t('{0} runs go on already; one more can start when one of them ends.', MOST_RUNNING),
      );
      return;
    }
    const [id, stop, previews] = [randomUUID(), new AbortController(), parts.previews()];
    running.set(id, { asked, stop });
    try {
      // Without trust nothing is asked either: the runner refuses, and says why.
      if (vscode.workspace.isTrusted && (await ensureGateway(keys, routes)) === undefined) return;
      failures.clear();
      const free = currentGateway(options.gateway)?.free;
      dispatch({ kind: 'run-began', id, prompt: options.prompt, free });
      const failure = await requests(id, options, brokenRoute, stop.signal, previews);
      dispatch({ kind: 'run-ended', id, ...(failure ? { failure } : {}) });
    } finally {
      previews.end();
      running.delete(id);
    }
  }

  /** One request after the other, and none after one that failed: what refused once would refuse, or charge, again. */
  async function requests(
    id: string,
    options: PanelOptions,
    brokenRoute: 'ask' | 'told',
    signal: AbortSignal,
    previews: Previews,
  ): Promise<FailureView | undefined> {
    const count = options.count ?? 1;
    let asked: PanelOptions = { ...options, count: 1 };
    for (let done = 0; done < count; done += 1) {
      const part = count === 1 ? undefined : t('{0} of {1}', done + 1, count);
      const manner: ActionOptions = {
        showProgress: panelProgress(signal, vscode.l10n.t, (phase, line) => {
          const prompt = beginning(options.prompt);
          const run = { id, phase, line, prompt, ...(part === undefined ? {} : { part }) };
          dispatch({ kind: 'run-progressed', run });
        }),
        mayLeave: askToLeave,
        brokenRoute,
        around: previews.around,
        ...(options.region && { region: options.region }),
        onElsewhere: (elsewhere) => {
          asked = { ...asked, ...elsewhere };
        },
      };
      const end = await runner.act(asked, manner);
      await arrive(asked, end, previews);
      const left = { ...asked, count: count - done };
      if (end.failure) {
        const offer = await suggestAfterFailure(end.failure, end.plan, routes);
        return failed(id, { left, end, ...(offer ? { offer } : {}) }, done, count);
      }
      if (signal.aborted && done + 1 < count) {
        return failed(id, { left: { ...left, count: left.count - 1 } }, done + 1, count);
      }
    }
    return undefined;
  }

  async function arrive(asked: PanelOptions, end: ActionEnd, previews: Previews): Promise<void> {
    const images = await arrived(end.reports, previews);
    if (images.length === 0) return;
    const [source] = asked.images === undefined ? [] : await look(asked.images.slice(0, 1));
    const made = madeOf(asked, end);
    const results = images.map((image) => ({
      ...image,
      made: madeFor(image.uri, made, end.reports),
      ...(source ? { source } : {}),
    }));
    dispatch({ kind: 'run-arrived', results });
  }

  /** @param done requests that brought their image before */
  function failed(id: string, what: Failed, done: number, count: number): FailureView {
    failures.set(id, what);
    const { failure, plan, reports = [] } = what.end ?? {};
    let view: Omit<FailureView, 'id'> = failure
      ? failureView(
          failure,
          (action) => {
            if (action === 'open-site') return plan?.gateway.site !== undefined;
            if (action === 'save-anyway') return reports.some(({ keeps }) => keeps);
            if (action === 'download-again') return runsToFetch(reports).length > 0;
            // The panel's target is the folder of its images.
            return action !== 'choose-folder';
          },
          keys.seen(),
          plan?.gateway,
        )
      : {
          cancelled: true,
          text: t('Cancelled.'),
          actions: [{ action: 'try-again' as const, label: t('Try Again') }],
        };
    if (what.offer) {
      view = { ...view, text: `${view.text} ${what.offer.sentence}`, offer: what.offer.label };
    }
    view = { ...view, prompt: beginning(what.left.prompt) };
    if (count === 1) return { id, ...view };
    const left = count - done - (failure ? 1 : 0);
    const partly =
      left === 0
        ? t('{0} of {1} requests brought their image.', done, count)
        : t('{0} of {1} requests brought their image; {2} more were not sent.', done, count, left);
    return { id, ...view, text: `${view.text} ${partly}` };
  }

  return {
    start,
    cancel: (run) => running.get(run)?.stop.abort(),
    cancelAll: () => {
      for (const { stop } of running.values()) stop.abort();
    },
    failed: (failure) => failures.get(failure),
  };
}

function madeOf(asked: PanelOptions, { plan, reports, result }: ActionEnd): RunInputs {
  const tookMs = reports.reduce((sum, report) => sum + report.tookMs, 0);
  const { prompt, model = plan?.model ?? '', aspectRatio = 'auto', imageSize = 'auto' } = asked;
  const gateway = plan?.gateway.label ?? '';
  const { usage, warnings } = result;
  const cost = plan && costWords(plan, imageSize, usage, localization());
  const isRegion = asked.region !== undefined;
  const told = { isRegion, model, gateway, tookMs, cost, ...(usage ? { usage } : {}) };
  const facts = factsLine(told, t);
  const said = saidBeside(reports, 400);
  const region = asked.region && { region: [...asked.region] };
  const { images = [] } = asked;
  const made = { prompt, model, aspectRatio, imageSize, images, ...region, facts, warnings };
  return { ...made, ...(said && { said }) };
}

/** A title for a run: a line of its prompt. */
export function beginning(prompt: string): string {
  return sanitize(prompt.trim(), 80);
}
