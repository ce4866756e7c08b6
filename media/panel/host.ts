import type { FromPanel } from '../../src/panel/protocol.ts';
import { parseDraft, type Draft } from './ask/draft.ts';

interface WebviewApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: Draft): void;
}

/** What VS Code gives a webview, once per document. */
declare function acquireVsCodeApi(): WebviewApi;

export interface Host {
  readonly send: (message: FromPanel) => void;
  /** Outlives the document: VS Code takes it down whenever the panel is hidden. */
  readonly keep: (draft: Draft) => void;
  readonly kept: () => Draft;
}

export function connectToHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => {
      api.postMessage(message);
    },
    keep: (draft) => {
      api.setState(draft);
    },
    kept: () => parseDraft(api.getState()),
  };
}
