import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-label/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { render } from 'lit';
import { parseToStatusPage, type FromStatusPage } from '../../src/routePage/protocol.ts';
import { buttonStyles } from '../shared/buttonStyles.ts';
import { documentStyles } from '../shared/documentStyles.ts';
import { focusOnce } from '../shared/focus.ts';
import { loadIcons } from '../shared/icons.ts';
import { parseSavedState, type SavedState, type StatusState } from './state.ts';
import { statusStyles } from './styles.ts';
import { statusPage } from './view.ts';

/** The API that VS Code gives a webview, once per document. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromStatusPage): void;
  getState(): unknown;
  setState(state: SavedState): void;
};

const host = acquireVsCodeApi();
const root = document.createElement('div');
let state: StatusState = {
  saved: parseSavedState(host.getState()),
  strings: undefined,
  view: undefined,
};

function update(change: Partial<StatusState>): void {
  state = { ...state, ...change };
  if (change.saved !== undefined) host.setState(change.saved);
  render(statusPage(state, ui), root);
}

const ui = {
  send: (message: FromStatusPage) => {
    host.postMessage(message);
  },
  filter: (filter: string) => {
    update({ saved: { filter } });
  },
};

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseToStatusPage(data);
  if (message === undefined) return;
  const isFirst = state.view === undefined && message.type === 'view';
  update(message.type === 'strings' ? { strings: message.strings } : { view: message.view });
  if (isFirst) focusOnce('filter');
});

document.adoptedStyleSheets = [buttonStyles, documentStyles, statusStyles].flatMap(
  ({ styleSheet }) => styleSheet ?? [],
);
document.body.append(root);
loadIcons();
host.postMessage({ type: 'ready' });
