import * as vscode from 'vscode';
import type { Action } from '../../../messages/message.ts';
import { currentGateway } from '../../commands/actions.ts';
import { runsToFetch, type FetchAgain } from '../../recovery/downloadAgain.ts';
import type { Keys } from '../../config/keys.ts';
import { goTo } from './follow.ts';
import type { Ask } from '../../../panel/protocol.ts';
import type { SetupAction } from '../../../panel/viewProtocol.ts';
import type { PanelRuns } from './runs.ts';
import type { PanelEvent, PanelImage } from '../../../panel/state.ts';
import { askKey, pickModel } from '../../dialogs/pickers.ts';
import type { Routes } from '../../routes/routes.ts';

export interface RemediesParts {
  readonly runs: PanelRuns;
  readonly keys: Keys;
  readonly routes: Routes;
  readonly again: FetchAgain;
  readonly dispatch: (event: PanelEvent) => void;
  readonly seen: (uris: readonly string[]) => Promise<readonly PanelImage[]>;
  readonly fill: (ask: Partial<Ask>) => void;
  readonly refresh: () => void;
}

/** What helps where something is missing before a run, or where a run failed. */
export interface PanelRemedies {
  readonly chooseModel: () => Promise<void>;
  readonly setUp: (action: SetupAction) => Promise<void>;
  /** @param failure the id of one that is shown */
  readonly follow: (failure: string, action: Action) => Promise<void>;
  /** The same run on the route that its failure offers. */
  readonly takeOffer: (failure: string) => Promise<void>;
}

export function createPanelRemedies(parts: RemediesParts): PanelRemedies {
  const { runs, keys, routes, again, dispatch, seen, fill, refresh } = parts;

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
    const failed = runs.failed(id);
    if (await goTo(action, failed?.end?.failure)) return;
    const gateway = failed?.end?.plan?.gateway ?? currentGateway(undefined);
    switch (action) {
      case 'choose-model':
        await chooseModel();
        return;
      case 'open-site':
        if (gateway?.site) await vscode.env.openExternal(vscode.Uri.parse(gateway.site));
        return;
      case 'set-key':
        if (gateway && failed && (await askKey(gateway, keys)))
          await runs.start(failed.left, 'told');
        return;
      case 'try-again':
      case 'send-again':
        if (failed) await runs.start(failed.left, 'told');
        return;
      case 'download-again': {
        const saved = await again.runs(runsToFetch(failed?.end?.reports ?? []), true);
        if (saved.length === 0) return;
        const [source] = await seen(failed?.left.images?.slice(0, 1) ?? []);
        const results = (await seen(saved)).map((image) => ({
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

  async function takeOffer(id: string): Promise<void> {
    const { left, offer } = runs.failed(id) ?? {};
    if (left && offer) await runs.start({ ...left, gateway: offer.gateway, model: offer.model });
  }

  return { chooseModel, setUp, follow, takeOffer };
}
