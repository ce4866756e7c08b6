import * as vscode from 'vscode';
import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import { askHandlers } from '../../panel/ask/handlers.ts';
import { starters } from '../../panel/ask/starters.ts';
import { failuresHandlers } from '../../panel/failures/handlers.ts';
import { createPanelRemedies } from '../../panel/failures/remedies.ts';
import { handle, type Handlers } from '../../panel/handlers.ts';
import type { PanelMemory } from '../../panel/memory/memory.ts';
import { differsInStorage, storedPanel } from '../../panel/memory/remember.ts';
import { restoredPanel } from '../../panel/memory/restore.ts';
import type { FromPanel, ToPanel } from '../../panel/protocol.ts';
import { regionHandlers } from '../../panel/region/handlers.ts';
import type { Previews } from '../../panel/results/previews.ts';
import { runsHandlers } from '../../panel/runs/handlers.ts';
import { createReuse } from '../../panel/runs/reuse.ts';
import { setupHandlers } from '../../panel/setup/handlers.ts';
import { emptyState, reduce, type PanelEvent, type PanelState } from '../../panel/state.ts';
import { panelStrings } from '../../panel/strings.ts';
import type { Runner } from '../../run/runner.ts';
import type { Keys } from '../config/keys.ts';
import { files } from '../files/files.ts';
import type { HistoryStore } from '../files/historyStore.ts';
import type { PerformAction } from '../../run/actionSurface.ts';
import type { DownloadAgain } from '../recovery/downloadAgain.ts';
import type { Routes } from '../routes/routes.ts';
import { needsKey, onEnvironmentChange, readEnvironment } from './ask/environment.ts';
import { createPanelHistory } from './history/handlers.ts';
import { promptsHandlers, type PromptsParts } from './prompts/handlers.ts';
import { tellLostRegion } from './region/lostRegion.ts';
import { resultsHandlers } from './results/handlers.ts';
import { deletePreviews } from './results/previewFiles.ts';
import { createPanelRuns } from './runs/runs.ts';
import { createPanelSources } from './sources/handlers.ts';

export interface SessionParts {
  readonly runner: Runner;
  readonly keys: Keys;
  readonly memory: PanelMemory;
  readonly routes: Routes;
  readonly downloads: DownloadAgain;
  /** Performs an action of a message. */
  readonly perform: PerformAction;
  readonly history: HistoryStore;
  /** Easel's own folder for pasted images. */
  readonly pasted: vscode.Uri;
  readonly pixels: PixelClient;
  readonly previews: PreviewParts;
  /** The storage of saved prompts. */
  readonly promptStores: PromptsParts['stores'];
}

export interface PreviewParts {
  /** Easel's own folder for previews. */
  readonly folder: vscode.Uri;
  /** Creates the previews of one run. */
  readonly start: () => Previews;
}

/** The page as the session sees it. Nothing happens while the panel is closed. */
export interface PanelPage {
  readonly post: (message: ToPanel) => void;
  readonly show: (state: PanelState) => void;
  /** Called after every event. */
  readonly changed: (state: PanelState, event: PanelEvent) => void;
  /** Returns where the webview loads a file from, by its URI; undefined outside of its folders. */
  readonly address: (uri: string) => string | undefined;
}

/** The state of the panel and what its messages do. It outlives the webview: a run continues when the panel is closed. */
export interface PanelSession {
  readonly state: () => PanelState;
  /** Adds images that were chosen outside of the panel. The first one becomes the source. */
  readonly useImages: (uris: readonly vscode.Uri[]) => Promise<void>;
  /** Restores the panel of the last window, without files that no longer exist. */
  readonly restore: () => Promise<void>;
  readonly handle: (message: FromPanel) => Promise<void>;
  /** Tells the session that the panel was closed. */
  readonly closed: () => void;
  readonly dispose: () => void;
}

export function createPanelSession(parts: SessionParts, page: PanelPage): PanelSession {
  const { runner, keys, memory, routes, pasted, pixels, previews, promptStores } = parts;
  const { post } = page;
  const t = vscode.l10n.t;
  let state = emptyState(readEnvironment(routes));

  const sources = createPanelSources({ keys, pasted, dispatch });
  const findImages = sources.find;
  const fill = (ask: Extract<ToPanel, { type: 'fill' }>['ask']): void => {
    post({ type: 'fill', ask });
  };
  const runs = createPanelRuns({
    runner,
    keys,
    routes,
    dispatch,
    findImages,
    previews: previews.start,
  });
  const reuse = createReuse({ findImages, start: runs.start, fill, dispatch, home: files.home });
  const remedies = createPanelRemedies({
    runs,
    downloads: parts.downloads,
    perform: parts.perform,
    dispatch,
    findImages,
    fill,
    refresh,
  });
  const history = createPanelHistory({
    store: parts.history,
    post,
    address: page.address,
    reuse,
    useAsSource: (uri) => sources.choose('source', [uri]),
  });

  const handlers: Handlers<FromPanel> = {
    ready: () => {
      post({ type: 'strings', strings: panelStrings(t), starters: starters(t) });
      page.show(state);
      refresh();
    },
    ...askHandlers(remedies),
    ...setupHandlers(remedies),
    ...sources.handlers,
    ...regionHandlers(dispatch),
    ...promptsHandlers({ stores: promptStores, post, keys }),
    ...runsHandlers({
      ...runs,
      images: () => state.images,
      replaceChanged: sources.replaceChanged,
      home: files.home,
    }),
    ...failuresHandlers(remedies, dispatch),
    ...resultsHandlers({ state: () => state, dispatch, post, pixels, sources, reuse }),
    ...history.handlers,
  };

  function dispatch(event: PanelEvent): void {
    const before = state;
    state = reduce(state, event);
    if (differsInStorage(before, state)) memory.remember(storedPanel(state));
    page.changed(state, event);
    tellLostRegion(before, event, state);
    // A run changes the status of its route, and may have asked for a gateway and a key.
    if (event.kind === 'run-ended') refresh();
  }

  function refresh(): void {
    void needsKey(keys).then((needs) => {
      // Reads the settings after the wait, because they can change meanwhile.
      const environment = { ...readEnvironment(routes), needsKey: needs };
      dispatch({ kind: 'environment', environment });
    });
  }

  const watchers = vscode.Disposable.from(
    onEnvironmentChange(refresh),
    parts.history.onDidChange(history.refresh),
    vscode.window.onDidChangeWindowState(history.refresh),
  );

  return {
    state: () => state,
    useImages: (uris) => sources.choose('source', uris),
    restore: async () => {
      await deletePreviews(previews.folder);
      dispatch(await restoredPanel(memory.recall(), findImages, t));
    },
    handle: (message) => handle(handlers, message),
    closed: history.close,
    dispose: () => {
      watchers.dispose();
    },
  };
}
