import * as vscode from 'vscode';
import type { AssetClient } from '../../assets/assetClient.ts';
import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import { askHandlers } from '../../panel/ask/handlers.ts';
import type { Ask } from '../../panel/ask/protocol.ts';
import { starters } from '../../panel/ask/starters.ts';
import type { Bin } from '../../panel/deletion/bin.ts';
import { createDeletions } from '../../panel/deletion/handlers.ts';
import type { ExportFromPanel } from '../../panel/export/protocol.ts';
import { failuresHandlers } from '../../panel/failures/handlers.ts';
import { createPanelRemedies } from '../../panel/failures/remedies.ts';
import { handle, type Handlers } from '../../panel/handlers.ts';
import { draftHandlers, type DraftMemory } from '../../panel/memory/drafts.ts';
import type { PanelMemory } from '../../panel/memory/memory.ts';
import { restoredPanel } from '../../panel/memory/restore.ts';
import type { FromPanel, ToPanel } from '../../panel/protocol.ts';
import { regionHandlers } from '../../panel/region/handlers.ts';
import { panelEncoder } from '../../panel/results/encoder.ts';
import { runsHandlers } from '../../panel/runs/handlers.ts';
import { createReuse } from '../../panel/runs/reuse.ts';
import { setupHandlers } from '../../panel/setup/handlers.ts';
import { Drawings } from '../../panel/sources/drawings.ts';
import { StandIns } from '../../panel/sources/standIns.ts';
import type { PanelEvent, PanelState } from '../../panel/state.ts';
import { panelStrings } from '../../panel/strings.ts';
import type { Replacements } from '../../replace/replacements.ts';
import { isBesideSource } from '../../run/plan/outputFolder.ts';
import type { Runner } from '../../run/runner.ts';
import type { Keys } from '../config/keys.ts';
import { currentGateway, readSettings } from '../config/settings.ts';
import { tell } from '../dialogs/notices.ts';
import { pickModel } from '../dialogs/pickers.ts';
import { files } from '../files/files.ts';
import { labelingOf } from '../assets/labeling.ts';
import type { HistoryStore } from '../files/historyStore.ts';
import type { PerformAction } from '../../run/actionContext.ts';
import type { DownloadAgain } from '../recovery/downloadAgain.ts';
import type { ObservationStore } from '../routes/observationStore.ts';
import type { Routes } from '../routes/routes.ts';
import { destinationFinder } from './ask/destination.ts';
import { createExports } from './export/exports.ts';
import { moveOf } from './history/files.ts';
import { PanelHistory } from './history/handlers.ts';
import type { ListMessage } from './history/list.ts';
import { promptsHandlers, type PromptsParts } from './prompts/handlers.ts';
import { tellLostRegion } from './region/lostRegion.ts';
import { resultsHandlers } from './results/handlers.ts';
import { deletePreviews, writeStandIn, type PreviewParts } from './results/previewFiles.ts';
import { askWhere } from './runs/askWhere.ts';
import { runActions } from './runs/runActions.ts';
import { PanelRuns } from './runs/runs.ts';
import { PanelSources } from './sources/handlers.ts';
import { PanelStore } from './store.ts';

export interface SessionParts {
  readonly runner: Runner;
  readonly keys: Keys;
  readonly memory: PanelMemory;
  readonly drafts: DraftMemory;
  readonly routes: Routes;
  readonly observations: Pick<ObservationStore, 'onDidChange'>;
  readonly downloads: DownloadAgain;
  /** Performs an action of a message. */
  readonly perform: PerformAction;
  readonly history: HistoryStore;
  /** Easel's own folder for pasted images. */
  readonly pasted: vscode.Uri;
  /** Keeps deleted results. */
  readonly bin: Bin;
  readonly pixels: PixelClient;
  /** Makes what the page shows, and is never in the way of files that are awaited. */
  readonly shownAssets: AssetClient;
  readonly replacements: Replacements;
  readonly previews: PreviewParts;
  /** The storage of saved prompts. */
  readonly promptStores: PromptsParts['stores'];
}

/** The page as the session sees it. Nothing happens while the panel is closed. */
export interface PanelPage {
  /** Answers the page in use. */
  readonly post: (message: ToPanel) => void;
  /** Sends to all pages. */
  readonly tell: (message: ToPanel) => void;
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
  /** Opens a page, which has a list of the history of its own. @param post sends to that page */
  readonly openPage: (post: (message: ToPanel) => void) => PageSession;
  /** Tells the session that the panel was closed. */
  readonly closed: () => void;
  readonly dispose: () => void;
}

/** What each page has for itself. */
type PageMessage = ListMessage | ExportFromPanel;

/** The session as one page sees it. */
export interface PageSession {
  readonly handle: (message: FromPanel) => Promise<void>;
  /** Tells the session that this page was closed. */
  readonly close: () => void;
}

export function createPanelSession(parts: SessionParts, page: PanelPage): PanelSession {
  const t = vscode.l10n.t;
  const store = new PanelStore({
    ...parts,
    changed: (before, event, after) => {
      page.changed(after, event);
      tellLostRegion(before, event, after);
      // The history may have waited for the panel's own results.
      if (event.kind === 'run-ended') history.refresh();
      standIns.update(after);
    },
  });
  const standIns = new StandIns({
    pixels: parts.previews.pixels,
    read: files.read,
    write: (file, extension) => writeStandIn(parts.previews.folder, file, extension),
    dispatch: store.dispatch,
  });
  const { sources, history, exportsOf, handlers } = createFeatures(parts, page, store);
  const watchers = vscode.Disposable.from(
    store,
    parts.history.onDidChange(history.refresh),
    vscode.window.onDidChangeWindowState(history.refresh),
    vscode.workspace.onDidDeleteFiles(history.refresh),
    vscode.workspace.onDidRenameFiles(({ files: renamed }) => {
      // A rename does not fail with the history.
      history.follow(renamed.map(moveOf)).catch(() => undefined);
    }),
  );
  const all: Handlers<Exclude<FromPanel, PageMessage>> = {
    ready: () => {
      page.post({ type: 'strings', strings: panelStrings(t), starters: starters(t) });
      const draft = parts.drafts.recall();
      // Before the view, so that the page draws it at once.
      if (draft !== undefined) page.post({ type: 'draft', draft });
      page.show(store.state());
      store.refresh();
      history.open();
    },
    ...handlers,
  };
  return {
    state: store.state,
    useImages: (uris) => sources.choose('source', uris),
    restore: async () => {
      await deletePreviews(parts.previews.folder);
      store.dispatch(await restoredPanel(parts.memory.recall(), sources.find, t));
    },
    openPage: (post) => {
      const [list, exporter] = [history.lists.open(post), exportsOf(post)];
      const own: Handlers<FromPanel> = { ...all, ...list.handlers, ...exporter.handlers };
      const close = () => {
        list.close();
        exporter.close();
      };
      return { handle: (message) => handle(own, message), close };
    },
    closed: history.close,
    dispose: () => {
      watchers.dispose();
    },
  };
}

/** Returns where results of a pasted image go, unless `easel.output.folder` names a place of its own. */
function pastedHome(): string | undefined {
  return isBesideSource(readSettings().outputFolder) ? files.home() : undefined;
}

/** Creates the features and merges their handlers. A feature whose handlers are left out does not compile. */
function createFeatures(
  parts: SessionParts,
  { post, tell: tellAll, address }: PanelPage,
  { state, dispatch, refresh }: PanelStore,
) {
  const { runner, keys, routes, pasted, bin, pixels, replacements, previews, promptStores } = parts;
  const sources = new PanelSources({ keys, pasted, dispatch });
  const findImages = sources.find;
  const fill = (ask: Partial<Ask>): void => {
    post({ type: 'fill', ask });
  };
  const encoder = panelEncoder(post);
  const { read: readImage } = new Drawings({ ...files, draw: encoder.draw });
  const run = { runner, keys, routes, dispatch, findImages, readImage, previews: previews.start };
  const runs = new PanelRuns(run);
  const reuse = createReuse({
    askWhere,
    pickModel: (gateway, used) => pickModel(currentGateway(gateway), routes, used),
    findImages,
    start: runs.start,
    fill,
    dispatch,
    home: pastedHome,
  });
  const { downloads, perform } = parts;
  const help = { runs, downloads, perform, dispatch, findImages, fill, refresh };
  const remedies = createPanelRemedies(help);
  const history = new PanelHistory({
    ...{ store: parts.history, state, dispatch, post, address, reuse, findImages },
    restore: (file) => deletions.restore(file),
    act: (result, action) => handle(results, { type: 'image-action', image: result, action }),
  });
  const { t } = vscode.l10n;
  const deletions = createDeletions({ state, dispatch, bin, findImages, history, tell, t });
  const labeling = labelingOf(parts.history);
  const results = resultsHandlers({
    ...{ state, dispatch, tell: tellAll, post, pixels, replacements },
    ...{ encoder, read: readImage, sources, reuse, history },
    ...{ shownPixels: previews.pixels, labelingOf: labeling },
  });
  const { shownAssets: assets } = parts;
  const exportsOf = createExports({ state, bin, read: readImage, assets, labelingOf: labeling });
  const handlers: Handlers<Exclude<FromPanel, PageMessage | { type: 'ready' }>> = {
    ...askHandlers({
      ...remedies,
      findDestination: destinationFinder({ state, home: pastedHome, tell: tellAll }),
    }),
    ...draftHandlers(parts.drafts),
    ...setupHandlers(remedies),
    ...sources.handlers,
    ...regionHandlers(dispatch),
    ...promptsHandlers({ stores: promptStores, post, keys }),
    ...runsHandlers(runActions({ runs, sources, state, home: pastedHome })),
    ...failuresHandlers(remedies, dispatch),
    ...results,
    ...deletions.handlers,
    ...history.handlers,
  };
  return { sources, history, exportsOf, handlers };
}
