import { ACTIONS, sendsRequest, type ActionFacts } from '../../messages/actions.ts';
import type { Action } from '../../messages/message.ts';
import type { PerformAction } from '../../run/actionContext.ts';
import type { RunOptions } from '../../run/plan/options.ts';
import { runsWithDownloads } from '../../run/report/actionFacts.ts';
import type { Ask } from '../ask/protocol.ts';
import type { PanelOptions } from '../runs/options.ts';
import type { UnfinishedRun } from '../runs/unfinished.ts';
import { SETUP_BEHAVIORS } from '../setup/behaviors.ts';
import type { SetupAction } from '../setup/protocol.ts';
import type { PanelImage } from '../sources/state.ts';
import type { PanelEvent } from '../state.ts';

/** What the panel can do about any failure. It saves next to its images, so it has no folder to choose. */
export const PANEL_FACTS = { canRepeat: true, hasForm: true } as const satisfies ActionFacts;

export interface RemediesParts {
  readonly runs: {
    readonly start: (options: PanelOptions, brokenRoute?: 'ask' | 'silent') => Promise<void>;
    /** Finds the run of a failure on show, by the id of the failure. */
    readonly unfinished: (failure: string) => UnfinishedRun | undefined;
  };
  readonly downloads: {
    /** Downloads the pending images of runs, and returns the URIs of what it saved. */
    readonly runs: (
      ids: readonly string[],
      isShownElsewhere?: boolean,
    ) => Promise<readonly string[]>;
  };
  readonly perform: PerformAction;
  readonly dispatch: (event: PanelEvent) => void;
  /** Returns the images that exist. */
  readonly findImages: (uris: readonly string[]) => Promise<readonly PanelImage[]>;
  /** Fills in the form. */
  readonly fill: (ask: Partial<Ask>) => void;
  /** Reads settings and keys again. */
  readonly refresh: () => void;
}

/** The actions that help if something is missing before a run, or after a run failed. */
export interface PanelRemedies {
  readonly chooseModel: () => Promise<void>;
  readonly setUp: (action: SetupAction) => Promise<void>;
  /** @param failure id of a failure on show */
  readonly follow: (failure: string, action: Action) => Promise<void>;
  /** Starts the same run on the alternative route. */
  readonly useAlternative: (failure: string) => Promise<void>;
}

/** Returns the change of a request that the form has no place for. */
function smaller({ maxInputSide }: Partial<RunOptions>): Partial<RunOptions> {
  return maxInputSide === undefined ? {} : { maxInputSide };
}

export function createPanelRemedies(parts: RemediesParts): PanelRemedies {
  const { runs, downloads, perform, dispatch, findImages, fill, refresh } = parts;

  async function setUp(action: SetupAction): Promise<void> {
    await perform(SETUP_BEHAVIORS[action], {
      repeat: async () => {
        refresh();
      },
    });
  }

  async function chooseModel(): Promise<void> {
    await perform(ACTIONS['choose-model'].behavior, { repeat: fillModel });
  }

  async function fillModel({ model }: Partial<RunOptions>): Promise<void> {
    if (model !== undefined) fill({ model });
  }

  async function follow(id: string, action: Action): Promise<void> {
    const run = runs.unfinished(id);
    const { report } = run ?? {};
    // The page edits the prompt in its form.
    if (action === 'edit-prompt') return;
    await perform(ACTIONS[action].behavior, {
      failure: report?.failure,
      gateway: report?.plan?.gateway,
      repeat:
        run &&
        ((changes) =>
          sendsRequest(action, PANEL_FACTS)
            ? runs.start({ ...run.remaining, ...smaller(changes) }, 'silent')
            : fillModel(changes)),
      download: run && (() => download(id, run)),
    });
  }

  async function download(id: string, { report, remaining }: UnfinishedRun): Promise<void> {
    const saved = await downloads.runs(runsWithDownloads(report.reports), true);
    if (saved.length === 0) return;
    const [source] = await findImages(remaining.images?.slice(0, 1) ?? []);
    const results = (await findImages(saved)).map((image) => ({
      ...image,
      run: id,
      ...(source && { source }),
    }));
    dispatch({ kind: 'run-arrived', results });
    dispatch({ kind: 'failure-dismissed', id });
  }

  async function useAlternative(id: string): Promise<void> {
    const { remaining, alternative } = runs.unfinished(id) ?? {};
    if (remaining === undefined || alternative === undefined) return;
    const { gateway, model } = alternative;
    await runs.start({ ...remaining, gateway, model });
  }

  return { chooseModel, setUp, follow, useAlternative };
}
