import '@vscode-elements/elements/dist/vscode-button/index.js';
import { render } from 'lit';
import { parseToSetPage, type FromSetPage, type SetView } from '../../src/setPage/protocol.ts';
import { buttonStyles } from '../shared/buttonStyles.ts';
import { documentStyles } from '../shared/documentStyles.ts';
import { focusOnce } from '../shared/focus.ts';
import { setStyles } from './styles.ts';
import { setPage } from './view.ts';

/** The API that VS Code gives a webview, once per document. */
declare function acquireVsCodeApi(): { postMessage(message: FromSetPage): void };

const host = acquireVsCodeApi();
const root = document.createElement('div');
let view: SetView | undefined;
/** The address of each picture by its path. */
const addresses = new Map<string, string>();

function update(): void {
  if (view === undefined) return;
  const send = (type: FromSetPage['type']) => {
    host.postMessage({ type });
  };
  render(setPage(view, addresses, send), root);
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseToSetPage(data);
  if (message === undefined) return;
  if (message.type === 'view') {
    const isFirst = view === undefined;
    view = message.view;
    update();
    if (isFirst) focusOnce('write');
    return;
  }
  const type = view?.pictures.find(({ path }) => path === message.path)?.type;
  if (type === undefined || addresses.has(message.path)) return;
  const blob = new Blob([new Uint8Array(message.bytes)], { type });
  addresses.set(message.path, URL.createObjectURL(blob));
  update();
});

document.adoptedStyleSheets = [buttonStyles, documentStyles, setStyles].flatMap(
  ({ styleSheet }) => styleSheet ?? [],
);
document.body.append(root);
host.postMessage({ type: 'ready' });
