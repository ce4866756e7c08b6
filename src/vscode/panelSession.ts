import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { CheckError } from '../errors.ts';
import { looksLikeImageFile } from '../image/fileTypes.ts';
import type { Action } from '../run/message.ts';
import type { RunOptions } from '../run/options.ts';
import { currentGateway } from './actions.ts';
import { ensureGateway } from './asking.ts';
import { files } from './files.ts';
import type { Keys } from './keys.ts';
import { showFailure } from './notices.ts';
import { readEnvironment } from './panelEnvironment.ts';
import { insideWorkspace } from './panelDrop.ts';
import { failureView, goTo, showImage } from './panelFollow.ts';
import { lookAt, pickImages } from './panelImages.ts';
import type { PanelMemory } from './panelMemory.ts';
import { keepPasted } from './panelPaste.ts';
import { panelProgress } from './panelProgress.ts';
import type { Ask, FromPanel, ImageAction } from './panelProtocol.ts';
import {
  emptyState,
  findImage,
  reduce,
  type PanelEvent,
  type PanelImage,
  type PanelState,
} from './panelState.ts';
import { askKey, pickModel } from './pickers.ts';
import type { Routes } from './routeStatusNow.ts';
import type { ActionEnd, Runner } from './runner.ts';
import { askToLeave } from './target.ts';

const t = vscode.l10n.t;

export interface SessionParts {
  readonly runner: Runner;
  readonly keys: Keys;
  readonly memory: PanelMemory;
  readonly routes: Routes;
  /** Where pasted pictures are kept: a folder of Easel's own. */
  readonly pasted: vscode.Uri;
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
  readonly handle: (message: Exclude<FromPanel, { type: 'ready' }>) => Promise<void>;
}

export function createPanelSession(
  { runner, keys, memory, routes, pasted }: SessionParts,
  told: Told,
  modelChosen: (model: string) => void,
): PanelSession {
  let state = emptyState(readEnvironment());
  let current: { readonly id: string; readonly stop: AbortController } | undefined;
  let last: { readonly options: RunOptions; readonly end?: ActionEnd } | undefined;

  function dispatch(event: PanelEvent): void {
    const before = state;
    state = reduce(state, event);
    if (state.images !== before.images || state.results !== before.results) {
      memory.remember({
        images: state.images.map(({ uri }) => uri),
        results: state.results.map(({ uri, source }) => ({ uri, ...(source ? { source } : {}) })),
      });
    }
    told(state, event);
  }

  async function choose(role: 'source' | 'reference', uris: readonly vscode.Uri[]): Promise<void> {
    await orTell(async () => {
      dispatch({ kind: 'images-chosen', role, images: await Promise.all(uris.map(look)) });
    });
  }

  async function look(uri: vscode.Uri): Promise<PanelImage> {
    const image = await lookAt(uri);
    return isPasted(uri.toString()) ? { ...image, pasted: true } : image;
  }

  function isPasted(uri: string): boolean {
    return uri.startsWith(`${pasted.toString()}/`);
  }

  /** What comes by hand is the source if there is none yet, and goes along with it otherwise. */
  async function bringIn(uris: readonly vscode.Uri[]): Promise<void> {
    await choose(state.images.length === 0 ? 'source' : 'reference', uris);
  }

  async function orTell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      await showFailure(error, () => false, keys.seen());
    }
  }

  async function drop(addresses: readonly string[]): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
    const uris = insideWorkspace(addresses, folders).map((address) => vscode.Uri.parse(address));
    const images = uris.filter(({ path }) => looksLikeImageFile(path));
    if (images.length > 0) await bringIn(images);
    else
      void vscode.window.showInformationMessage(
        t('Only images of this workspace can be dropped here.'),
      );
  }

  async function paste(bytes: Uint8Array): Promise<void> {
    await orTell(async () => {
      await bringIn([await keepPasted(pasted, bytes)]);
    });
  }

  /** One click, one run: a second one while the first goes on, or is still asked for its key, is none. */
  async function run(options: RunOptions): Promise<void> {
    if (current !== undefined) return;
    const { id, stop } = (current = { id: randomUUID(), stop: new AbortController() });
    last = { options };
    try {
      // Without trust nothing is asked either: the runner refuses, and says why.
      if (vscode.workspace.isTrusted && (await ensureGateway(keys, routes)) === undefined) return;
      const progress = panelProgress(id, stop.signal, (view) => {
        dispatch({ kind: 'run-progressed', run: view });
      });
      const end = await runner.act(options, {
        showProgress: progress,
        mayLeave: askToLeave,
        brokenRoute: 'ask',
      });
      last = { options, end };
      await finish(end, options.images?.[0]);
    } finally {
      current = undefined;
    }
  }

  async function finish(end: ActionEnd, source: string | undefined): Promise<void> {
    const saved = await seen(end.result.saved, look);
    const site = end.plan?.gateway.site;
    const can = (action: Action) => {
      if (action === 'open-site') return site !== undefined;
      if (action === 'save-anyway') return end.reports.some(({ keeps }) => keeps);
      // The panel's target is the folder of its images.
      return action !== 'choose-folder';
    };
    dispatch({
      kind: 'run-ended',
      results: saved.map((image) => (source === undefined ? image : { ...image, source })),
      warnings: end.result.warnings,
      ...(end.failure ? { failure: failureView(end.failure, can, keys.seen()) } : {}),
    });
  }

  async function chooseModel(): Promise<void> {
    const model = await pickModel(currentGateway(undefined), routes);
    if (model !== undefined) modelChosen(model);
  }

  async function follow(action: Action): Promise<void> {
    if (await goTo(action)) return;
    const gateway = last?.end?.plan?.gateway ?? currentGateway(undefined);
    switch (action) {
      case 'choose-model':
        await chooseModel();
        return;
      case 'open-site':
        if (gateway?.site) await vscode.env.openExternal(vscode.Uri.parse(gateway.site));
        return;
      case 'set-key':
        if (gateway && last && (await askKey(gateway, keys))) await run(last.options);
        return;
      case 'try-again':
      case 'send-again':
        if (last) await run(last.options);
        return;
      default:
        return;
    }
  }

  async function useImage(id: string, action: ImageAction): Promise<void> {
    const image = findImage(state, id);
    if (image === undefined) return;
    if (action === 'use-as-source') await choose('source', [vscode.Uri.parse(image.uri)]);
    else await showImage(image, action);
  }

  async function handle(message: Exclude<FromPanel, { type: 'ready' }>): Promise<void> {
    switch (message.type) {
      case 'run':
        await run(runOptions(message.ask, state.images));
        return;
      case 'cancel':
        if (current?.id === message.run) current.stop.abort();
        return;
      case 'choose-images': {
        const isSource = message.role === 'source';
        const title = isSource ? t('Choose the Source Image') : t('Choose Reference Images');
        await choose(message.role, await pickImages(title, !isSource));
        return;
      }
      case 'remove-image':
        dispatch({ kind: 'image-removed', id: message.image });
        return;
      case 'move-image':
        dispatch({ kind: 'image-moved', id: message.image, to: message.to });
        return;
      case 'drop-images':
        await drop(message.addresses);
        return;
      case 'paste-image':
        await paste(message.bytes);
        return;
      case 'image':
        await useImage(message.image, message.action);
        return;
      case 'choose-model':
        await chooseModel();
        return;
      case 'set-up':
        await goTo(message.action);
        return;
      case 'follow':
        await follow(message.action);
        return;
    }
  }

  return {
    state: () => state,
    useImages: (uris) => choose('source', uris),
    restore: async () => {
      const { images, results } = memory.recall();
      const made = new Map(results.map(({ uri, source }) => [uri, source]));
      dispatch({
        kind: 'restored',
        images: await seen(images, look),
        results: (await seen([...made.keys()], look)).map((image) => {
          const source = made.get(image.uri);
          return source === undefined ? image : { ...image, source };
        }),
      });
    },
    refresh: () => {
      dispatch({ kind: 'environment', environment: readEnvironment() });
    },
    handle,
  };
}

/** The panel's wish with the host's images: the source, then the references. */
function runOptions(ask: Ask, images: readonly PanelImage[]): RunOptions {
  const [source] = images;
  if (source === undefined) return ask;
  // Nobody looks for results beside a picture that was pasted.
  const home = source.pasted ? files.home() : undefined;
  const target = home === undefined ? {} : { target: home };
  return { ...ask, ...target, images: images.map(({ uri }) => uri) };
}

/** The images among these URIs that are still there. */
async function seen(
  uris: readonly string[],
  look: (uri: vscode.Uri) => Promise<PanelImage>,
): Promise<readonly PanelImage[]> {
  const looked = await Promise.allSettled(uris.map((uri) => look(vscode.Uri.parse(uri))));
  return looked.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : []));
}
