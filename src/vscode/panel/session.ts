import { files } from '../files/files.ts';
import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import type { PixelWork } from '../../image/jobs/pixelClient.ts';
import type { Previews } from '../../panel/results/previews.ts';
import type { FetchAgain } from '../recovery/downloadAgain.ts';
import type { Keys } from '../config/keys.ts';
import { needsKey, readEnvironment } from './ask/environment.ts';
import { showImage } from './runs/follow.ts';
import type { Asked } from './history/handlers.ts';
import type { HistoryFromPanel } from '../../panel/history/protocol.ts';
import type { PanelMemory } from '../../panel/memory/memory.ts';
import { runOptions } from '../../panel/runs/options.ts';
import { createPanelPrompts, type PromptsParts } from './prompts/handlers.ts';
import type { Ask, FromPanel, ToPanel } from '../../panel/protocol.ts';
import type { ImageAction } from '../../panel/viewProtocol.ts';
import { createPanelRemedies } from './runs/remedies.ts';
import { isToRemember, toRemember } from '../../panel/memory/remember.ts';
import { lostMark } from '../../panel/region/view.ts';
import { recalled } from '../../panel/memory/restore.ts';
import { createPanelResults } from './results/handlers.ts';
import { panelRuns } from './runs/runs.ts';
import { createPanelSources } from './sources/handlers.ts';
import {
  emptyState,
  findImage,
  marked,
  reduce,
  type PanelEvent,
  type PanelImage,
  type PanelResult,
  type PanelState,
} from '../../panel/state.ts';
import { moveToTrash } from '../files/trash.ts';
import type { Routes } from '../routes/routes.ts';
import type { Runner } from '../../run/runner.ts';

export interface SessionParts {
  readonly runner: Runner;
  readonly keys: Keys;
  readonly memory: PanelMemory;
  readonly routes: Routes;
  readonly again: FetchAgain;
  /** Where pasted pictures are kept: a folder of Easel's own. */
  readonly pasted: vscode.Uri;
  readonly pixels: PixelWork;
  readonly previews: PreviewParts;
  /** Where saved prompts are kept. */
  readonly promptStores: PromptsParts['stores'];
}

export interface PreviewParts {
  /** Where they are kept: a folder of Easel's own. */
  readonly folder: vscode.Uri;
  /** For one run. */
  readonly start: () => Previews;
}

/** Told after every event; `event` says what is new, for whoever need not show everything again. */
export type Told = (state: PanelState, event: PanelEvent) => void;

/** What the panel is about, whether or not it is on the screen: a run goes on when its panel is closed. */
export interface PanelSession {
  readonly state: () => PanelState;
  /** Images that were chosen outside the panel: the first becomes the source. */
  readonly useImages: (uris: readonly vscode.Uri[]) => Promise<void>;
  /** Brings back what the last window showed; files that are gone are left out. */
  readonly restore: () => Promise<void>;
  readonly refresh: () => void;
  /** Fills in what an earlier run was asked, with the images that are still there. */
  readonly reuse: (asked: Asked) => Promise<void>;
  readonly handle: (message: SessionMessage) => Promise<void>;
}

/** What concerns the session, and no part of the panel besides it. */
export type SessionMessage = Exclude<FromPanel, { type: 'ready' } | HistoryFromPanel>;

/** @param post to the panel, if it is open */
export function createPanelSession(
  { runner, keys, memory, routes, again, pasted, pixels, previews, promptStores }: SessionParts,
  told: Told,
  post: (message: ToPanel) => void,
): PanelSession {
  let state = emptyState(readEnvironment(routes));
  const { seen, choose, ...sources } = createPanelSources({ keys, pasted, dispatch });
  const runs = panelRuns({ runner, keys, routes, dispatch, look: seen, previews: previews.start });
  const parts = { runs, keys, routes, again, dispatch, seen, fill, refresh };
  const remedies = createPanelRemedies(parts);
  const prompts = createPanelPrompts({ stores: promptStores, post, keys });
  const results = createPanelResults({ pixels, find: (id) => findImage(state, id), post });

  function dispatch(event: PanelEvent): void {
    const before = state;
    state = reduce(state, event);
    if (isToRemember(before, state)) memory.remember(toRemember(state));
    told(state, event);
    const unmarked = event.kind === 'images-chosen' && lostMark(before.images, state.images);
    if (unmarked) {
      const sentence = vscode.l10n.t(
        'What was marked on {0} is no longer in use.',
        sanitize(unmarked),
      );
      void vscode.window.showInformationMessage(sentence);
    }
    // A run teaches something about its route, and may have asked for gateway and key.
    if (event.kind === 'run-ended') refresh();
  }

  function fill(ask: Partial<Ask>): void {
    post({ type: 'filled', ask });
  }

  function refresh(): void {
    void needsKey(keys).then((needs) => {
      // Read after the wait: the settings of the moment count.
      dispatch({
        kind: 'environment',
        environment: { ...readEnvironment(routes), needsKey: needs },
      });
    });
  }

  async function useImage(id: string, action: ImageAction): Promise<void> {
    const image = findImage(state, id);
    if (image === undefined) return;
    const uri = vscode.Uri.parse(image.uri);
    switch (action) {
      case 'use-as-source':
        await choose('source', [uri]);
        return;
      case 'reference':
        await choose('reference', [uri]);
        return;
      case 'trash':
        if (!isResult(image) || !(await moveToTrash(uri))) return;
        if (image.preview) await forget(vscode.Uri.parse(image.preview.uri));
        dispatch({ kind: 'image-gone', id });
        return;
      case 'save-as':
        await results.saveAs(image);
        return;
      case 'try-again':
      case 'reuse':
        if ('made' in image) await askAgain(image.made, action);
        return;
      default:
        await showImage(image, action);
    }
  }

  function isResult(image: PanelImage): image is PanelResult {
    return state.results.some(({ id }) => id === image.id);
  }

  async function askAgain(
    { images, prompt, model, aspectRatio, imageSize, region }: Asked,
    action: 'try-again' | 'reuse',
  ): Promise<void> {
    const ask: Ask = { prompt, model, aspectRatio, imageSize, count: 1 };
    const found = (await seen(images)).map((image) => {
      return image.uri === images[0] && region ? marked(image, { id: image.id, region }) : image;
    });
    if (action === 'try-again' && found.length === images.length) {
      await runs.start(runOptions(ask, found, files.home()));
      return;
    }
    // Also where an image is gone meanwhile: the user sees what is left before anything is sent.
    fill(ask);
    dispatch({ kind: 'images-replaced', images: found });
  }

  async function handle(message: SessionMessage): Promise<void> {
    switch (message.type) {
      case 'run':
        // What was marked on another picture is asked for by nobody: that is told, and nothing is sent.
        if (await sources.takenAnew(state.images[0])) return;
        await runs.start(runOptions(message.ask, state.images, files.home()));
        return;
      case 'cancel':
        runs.cancel(message.run);
        return;
      case 'cancel-all':
        runs.cancelAll();
        return;
      case 'choose-images':
        await sources.ask(message.role);
        return;
      case 'remove-image':
        dispatch({ kind: 'image-removed', id: message.image });
        return;
      case 'mark-region':
        dispatch({ kind: 'region-marked', id: message.image, region: message.strokes });
        return;
      case 'move-image':
        dispatch({ kind: 'image-moved', id: message.image, to: message.to });
        return;
      case 'drop-images':
        await sources.drop(message.addresses);
        return;
      case 'paste-image':
        await sources.paste(message.bytes);
        return;
      case 'image':
        await useImage(message.image, message.action);
        return;
      case 'choose-model':
        await remedies.chooseModel();
        return;
      case 'set-up':
        await remedies.setUp(message.action);
        return;
      case 'follow':
        await remedies.follow(message.failure, message.action);
        return;
      case 'take-offer':
        await remedies.takeOffer(message.failure);
        return;
      case 'dismiss':
        dispatch({ kind: 'failure-dismissed', id: message.failure });
        return;
      case 'saved-prompts':
      case 'save-prompt':
      case 'delete-prompt':
        await prompts.handle(message);
        return;
      case 'encoded':
      case 'not-encoded':
      case 'measure':
        await results.handle(message);
        return;
    }
  }

  async function restore(): Promise<void> {
    // Those of earlier windows: nobody knows of them any more.
    await forget(previews.folder);
    dispatch({ kind: 'restored', ...(await recalled(memory.recall(), seen, vscode.l10n.t)) });
  }

  return {
    state: () => state,
    useImages: (uris) => choose('source', uris),
    restore,
    refresh,
    reuse: (asked) => askAgain(asked, 'reuse'),
    handle,
  };
}

/** What is gone already is forgotten. */
async function forget(uri: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
}
