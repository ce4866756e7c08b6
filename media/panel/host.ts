import type { FromPanel } from '../../src/panel/protocol.ts';
import { parseDraft, type Draft } from './ask/draft.ts';

interface WebviewApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: Draft): void;
}

/** VS Code provides the API once per document. */
declare function acquireVsCodeApi(): WebviewApi;

export interface Host {
  readonly send: (message: FromPanel) => void;
  /** Stores the draft beyond the document, which VS Code destroys whenever the panel is hidden. */
  readonly storeDraft: (draft: Draft) => void;
  readonly storedDraft: () => Draft;
}

export function connectToHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => {
      api.postMessage(message);
    },
    storeDraft: (draft) => {
      api.setState(draft);
    },
    storedDraft: () => parseDraft(api.getState()),
  };
}
