import { render } from 'lit';
import { parseToPanel } from '../../src/panel/protocol.ts';
import { copyImage } from './results/clipboard.ts';
import { drawInTurn } from '../shared/drawThumbnail.ts';
import '../shared/elements.ts';
import { focusFirst, focusOnce, reveal } from '../shared/focus.ts';
import { loadIcons } from '../shared/icons.ts';
import { canRun } from './ask/canRun.ts';
import { destinationAsker } from './ask/destination.ts';
import { choices, toAsk } from './ask/draft.ts';
import { draftKeeper } from './ask/keepDraft.ts';
import { recallStep } from './ask/recall.ts';
import type { Ui } from './context.ts';
import { isInExport } from './export/keys.ts';
import { exportRequests } from './export/state.ts';
import { connectToHost } from './host.ts';
import { RESULTS_TAB, showTab } from './outcome/tab.ts';
import { panelStyles } from './panelStyles.ts';
import { drawSvgForHost } from './results/drawSvg.ts';
import { encodeForHost } from './results/encode.ts';
import { imageBeingMarked } from './region/state.ts';
import { canRunOnSource, refinable } from './results/refine.ts';
import { chooseInMenu } from './pictureMenu/commands.ts';
import { PAGE } from './pictureMenu/context.ts';
import { shownResult } from './results/selection.ts';
import { resultToMeasure, resultWithoutOrigin, variantsOf } from './results/state.ts';
import { listenForImages } from './sources/dropAndPaste.ts';
import { emptyPanel, update, type Message, type State } from './state.ts';
import { view } from './view.ts';

const host = connectToHost();
/** Long enough to read the line. */
const COPIED_MS = 5000;
const root = document.createElement('div');
const { keep: keepDraft, flush: flushDraft } = draftKeeper(host.send);
const askDestination = destinationAsker(host.send);
let state: State = emptyPanel(host.storedDraft());

const ui: Ui = {
  send: host.send,
  edit: (change) => {
    take({ type: 'edited', change });
  },
  run: () => {
    startRun({});
  },
  refine: () => {
    if (state.view === undefined) return;
    const result = refinable(state, state.view);
    if (result !== undefined) startRun({ on: result.id });
    else if (canRunOnSource(state, state.view)) startRun({});
  },
  recall: (key, caret) => {
    const step = recallStep(key, caret, state.recall, state.view?.prompts ?? []);
    if (step !== undefined) take({ type: 'recalled', ...step });
    return step !== undefined;
  },
  select: (to, focus, how = 'one') => {
    const results = state.view?.results ?? [];
    const shown = shownResult(state, results);
    const list = focus === 'tile' && shown ? variantsOf(shown, results) : results;
    const order = list.map(({ id }) => id);
    take({ type: 'selected', to, how, order, isSheet: focus && focus === 'tile' });
    if (focus) document.getElementById(`${focus}-${to}`)?.focus();
  },
  choose: (results) => {
    take({ type: 'chosen', results });
  },
  showSheet: (isOn) => {
    take({ type: 'sheet', isOn });
  },
  setMode: (mode) => {
    take({ type: 'stage-mode', mode });
  },
  compare: (result) => {
    const shown = shownResult(state, state.view?.results ?? []);
    if (result !== undefined && result !== shown?.id) ui.select(result);
    take({ type: 'stage-mode', mode: result === undefined ? 'single' : 'slider' });
  },
  compareWith: (result) => {
    const shown = shownResult(state, state.view?.results ?? []);
    take({ type: 'against', result: shown?.id === result ? undefined : result });
  },
  togglePrompts: (isOpen) => {
    take({ type: 'prompts-toggled', isOpen });
    if (isOpen) host.send({ type: 'list-prompts' });
  },
  copyImage: (result) => {
    void copyImage(result.src).then((isCopied) => {
      if (isCopied) showCopied(result.id);
      else host.send({ type: 'image-action', image: result.id, action: 'copy-image' });
    });
  },
  export: (action) => {
    take(action);
    if (action.type === 'export-opened') focusFirst('export-width');
  },
  mark: (image) => {
    take({ type: 'marking', image });
  },
  draw: drawInTurn(),
};

function startRun(source: { readonly on?: string }): void {
  if (state.view === undefined || !canRun(state)) return;
  host.send({ type: 'run', ask: toAsk(choices(state.draft, state.view)), ...source });
  take({ type: 'followed' });
  if (state.draft.showsForm !== false) ui.edit({ showsForm: false });
  const { tab } = state.draft;
  if (tab?.at === 'history') showTab(ui, { ...tab, at: 'results' });
}

function showCopied(result: string): void {
  take({ type: 'copied', result });
  setTimeout(() => {
    if (state.copied === result) take({ type: 'copied', result: undefined });
  }, COPIED_MS);
}

function take(message: Message): void {
  const before = state;
  state = update(state, message);
  if (state.draft !== before.draft) {
    host.storeDraft(state.draft);
    keepDraft(state.draft);
  }
  // The name depends on the source, on the settings, and on the files that are there.
  if (message.type === 'view' || state.draft.prompt !== before.draft.prompt) {
    askDestination(state.draft.prompt);
  }
  const focused = document.activeElement;
  const wasOnResult = focused?.closest('.results') != null;
  render(view(state, ui), root);
  const unmeasured = resultToMeasure(before, state);
  if (unmeasured !== undefined) host.send({ type: 'measure', result: unmeasured });
  const unread = resultWithoutOrigin(before, state);
  if (unread !== undefined) host.send({ type: 'read-origin', result: unread });
  for (const request of exportRequests(before, state)) host.send(request);
  // If the focused element was removed, keyboard users continue at the next result or at the prompt.
  if (focused === null || focused.isConnected) return;
  const shown = wasOnResult ? shownResult(state, state.view?.results ?? []) : undefined;
  // A region is marked to say what should change there. A focused button would take the first space for a click.
  if (message.type === 'marking') focusOnce('prompt');
  else if (shown) {
    const tile = `tile-${shown.id}`;
    focusOnce(document.getElementById(tile) ? tile : `option-${shown.id}`);
  } else focusOnce(wasOnResult && state.view?.deleted?.text ? 'undo-delete' : 'prompt');
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseToPanel(data);
  if (message === undefined) return;
  if (message.type === 'encode') {
    void encodeForHost(message, state.view).then(host.send);
    return;
  }
  if (message.type === 'draw') {
    void drawSvgForHost(message).then(host.send);
    return;
  }
  if (message.type === 'show-result') {
    ui.showSheet(false);
    ui.select(message.result);
    showTab(ui, { ...(state.draft.tab ?? RESULTS_TAB), at: 'results' });
    focusOnce(`option-${message.result}`);
    return;
  }
  if (message.type === 'open-export') {
    showTab(ui, { ...(state.draft.tab ?? RESULTS_TAB), at: 'results' });
    ui.export({ type: 'export-opened', image: message.image });
    return;
  }
  if (message.type === 'focus-prompt') {
    if (imageBeingMarked(state) === undefined) focusFirst('prompt');
    return;
  }
  if (message.type === 'menu') {
    if (message.page === PAGE) chooseInMenu(message, state, ui);
    return;
  }
  const before = state.view;
  const { tab } = state.draft;
  take(message);
  // The tab of a page that was closed.
  const shown = state.draft.tab;
  if (message.type === 'draft' && shown !== tab && shown?.at === 'history') showTab(ui, shown);
  if (before === undefined && message.type === 'view') focusOnce('prompt');
  else if (state.view?.failures[0]?.id !== before?.failures[0]?.id) reveal('.events .notice');
});
// Works from everywhere on the page, so that the hands stay on the keyboard between the prompt and the run. Comes before the
// element with the focus: a button would take Enter for a click, whatever keys are held.
window.addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    // Keys that are still held when a run ends must not pay for another one.
    if (event.repeat) return;
    // What exports with Enter must not pay with Ctrl+Enter.
    if (isInExport(event)) ui.export({ type: 'export-wanted' });
    else if (event.shiftKey) ui.refine();
    else ui.run();
  },
  { capture: true },
);
window.addEventListener(
  'keydown',
  (event) => {
    const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey);
    const search = document.getElementById('history-search');
    if (!isFind || event.shiftKey || event.altKey || search === null) return;
    event.preventDefault();
    // VS Code would open a search of its own.
    event.stopPropagation();
    search.focus();
  },
  { capture: true },
);
listenForImages(window, host.send);
// Closing a tab takes the focus away first.
for (const event of ['blur', 'pagehide'] as const) window.addEventListener(event, flushDraft);

document.adoptedStyleSheets = [...panelStyles];
document.body.append(root);
loadIcons();
host.send({ type: 'ready' });
if (state.draft.tab?.at === 'history') showTab(ui, state.draft.tab);
