import * as vscode from 'vscode';
import type { Action } from '../../../messages/message.ts';
import { currentGateway } from '../../commands/actions.ts';
import { runsWithDownloads, type DownloadAgain } from '../../recovery/downloadAgain.ts';
import type { Keys } from '../../config/keys.ts';
import { goTo } from '../results/showImage.ts';
import type { Ask } from '../../../panel/ask/protocol.ts';
import type { SetupAction } from '../../../panel/setup/protocol.ts';
import type { PanelRuns } from '../runs/runs.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';
import type { PanelEvent } from '../../../panel/state.ts';
import { askKey, pickModel } from '../../dialogs/pickers.ts';
import type { Routes } from '../../routes/routes.ts';

export interface RemediesParts {
  readonly runs: PanelRuns;
  readonly keys: Keys;
  readonly routes: Routes;
  readonly again: DownloadAgain;
  readonly dispatch: (event: PanelEvent) => void;
  /** Returns the images that exist. */
  readonly findImages: (uris: readonly string[]) => Promise<readonly PanelImage[]>;
  readonly fill: (ask: Partial<Ask>) => void;
  readonly refresh: () => void;
}

/** What helps where something is missing before a run, or where a run failed. */
export interface PanelRemedies {
  readonly chooseModel: () => Promise<void>;
  readonly setUp: (action: SetupAction) => Promise<void>;
  /** @param failure the id of one that is shown */
  readonly follow: (failure: string, action: Action) => Promise<void>;
  /** Starts the same run on the alternative route. */
  readonly useAlternative: (failure: string) => Promise<void>;
}

export function createPanelRemedies(parts: RemediesParts): PanelRemedies {
  const { runs, keys, routes, again, dispatch, findImages, fill, refresh } = parts;

  async function chooseModel(): Promise<void> {
    const model = await pickModel(currentGateway(undefined), routes);
    if (model !== undefined) fill({ model });
  }

  async function setUp(action: SetupAction): Promise<void> {
    if (action !== 'set-key') {
      await goTo(action);
      return;
    }
    const gateway = currentGateway(undefined);
    if (gateway && (await askKey(gateway, keys))) refresh();
  }

  async function follow(id: string, action: Action): Promise<void> {
    const failed = runs.unfinished(id);
    if (await goTo(action, failed?.report?.failure)) return;
    const gateway = failed?.report?.plan?.gateway ?? currentGateway(undefined);
    switch (action) {
      case 'choose-model':
        await chooseModel();
        return;
      case 'open-site':
        if (gateway?.site) await vscode.env.openExternal(vscode.Uri.parse(gateway.site));
        return;
      case 'set-key':
        if (gateway && failed && (await askKey(gateway, keys)))
          await runs.start(failed.remaining, 'told');
        return;
      case 'try-again':
      case 'send-again':
        if (failed) await runs.start(failed.remaining, 'told');
        return;
      case 'download-again': {
        const saved = await again.runs(runsWithDownloads(failed?.report?.reports ?? []), true);
        if (saved.length === 0) return;
        const [source] = await findImages(failed?.remaining.images?.slice(0, 1) ?? []);
        const results = (await findImages(saved)).map((image) => ({
          ...image,
          ...(source && { source }),
        }));
        dispatch({ kind: 'run-arrived', results });
        dispatch({ kind: 'failure-dismissed', id });
        return;
      }
      default:
        return;
    }
  }

  async function useAlternative(id: string): Promise<void> {
    const { remaining, alternative } = runs.unfinished(id) ?? {};
    if (remaining === undefined || alternative === undefined) return;
    const { gateway, model } = alternative;
    await runs.start({ ...remaining, gateway, model });
  }

  return { chooseModel, setUp, follow, useAlternative };
}
