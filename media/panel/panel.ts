import { render } from 'lit';
import { parseToPanel } from '../../src/panel/protocol.ts';
import { bringIn } from './sources/dropAndPaste.ts';
import { copyPicture } from '../shared/clipboard.ts';
import { choices, toAsk } from './ask/draft.ts';
import { drawInTurn } from '../shared/drawThumbnail.ts';
import '../shared/elements.ts';
import { encodeForHost } from './results/encode.ts';
import { focusOnce, reveal, revealPicture } from '../shared/focus.ts';
import { loadIcons } from '../shared/icons.ts';
import { look } from './outcome/tab.ts';
import { panelStyles } from './panelStyles.ts';
import { recallStep } from './ask/recall.ts';
import {
  beingMarked,
  canRun,
  emptyPanel,
  hasArrived,
  update,
  type Message,
  type State,
} from './state.ts';
import { view } from './view.ts';
import { type Ui } from './context.ts';
import { connectToHost } from './host.ts';

const host = connectToHost();
/** Long enough to be read. */
const COPIED_MS = 5000;
const root = document.createElement('div');
let state: State = emptyPanel(host.kept());

const ui: Ui = {
  send: host.send,
  enter: (change) => {
    take({ type: 'entered', change });
  },
  run: () => {
    if (state.view === undefined || !canRun(state)) return;
    host.send({ type: 'run', ask: toAsk(choices(state.draft, state.view)) });
    // What is made now is among the results.
    if (state.draft.looking?.at === 'history') look(ui, { ...state.draft.looking, at: 'results' });
  },
  recall: (key, caret) => {
    const step = recallStep(key, caret, state.recall, state.view?.prompts ?? []);
    if (step !== undefined) take({ type: 'recalled', ...step });
    return step !== undefined;
  },
  compare: (result) => {
    take({ type: 'compared', result });
  },
  showPrompts: (prompts) => {
    take({ type: 'prompts-shown', prompts });
  },
  copyImage: (result) => {
    void copyPicture(result.src).then((isCopied) => {
      if (isCopied) showCopied(result.id);
      else host.send({ type: 'image', image: result.id, action: 'copy-image' });
    });
  },
  mark: (image) => {
    take({ type: 'marking', image });
  },
  draw: drawInTurn(),
};

function showCopied(result: string): void {
  take({ type: 'copied', result });
  setTimeout(() => {
    if (state.copied === result) take({ type: 'copied', result: undefined });
  }, COPIED_MS);
}

function take(message: Message): void {
  const before = state;
  state = update(state, message);
  if (state.draft !== before.draft) host.keep(state.draft);
  const focused = document.activeElement;
  render(view(state, ui), root);
  // What had the focus went: whoever works by keyboard goes on from where marking began, or from the prompt.
  if (focused === null || focused.isConnected) return;
  focusOnce(message.type === 'marking' ? 'mark-region' : 'prompt');
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseToPanel(data);
  if (message === undefined) return;
  if (message.type === 'encode') {
    void encodeForHost(message, state.view).then(host.send);
    return;
  }
  const before = state.view;
  take(message);
  if (before === undefined && message.type === 'view') focusOnce('prompt');
  else if (state.view?.failures[0]?.id !== before?.failures[0]?.id) reveal('.outcome .notice');
  else if (hasArrived(before, state.view)) revealPicture('.result .picture');
});
// Wherever the focus is: the hand stays on the keyboard between the prompt and the run.
window.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  // Nothing that costs is started from where Run is not to be seen.
  if (beingMarked(state)) return;
  event.preventDefault();
  ui.run();
});
bringIn(window, host.send);

document.adoptedStyleSheets = [...panelStyles];
document.body.append(root);
loadIcons();
host.send({ type: 'ready' });
if (state.draft.looking?.at === 'history') look(ui, state.draft.looking);
