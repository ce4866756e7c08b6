import type { Draft } from '../../src/panel/ask/draftProtocol.ts';
import type { FromPanel } from '../../src/panel/protocol.ts';
import { parseDraft } from './ask/draft.ts';

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
  /** Undefined for a page that was just opened. */
  readonly storedDraft: () => Draft | undefined;
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
