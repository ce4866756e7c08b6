import * as vscode from 'vscode';
import type { PixelWork } from '../run/pixelWork.ts';
import { files } from './files.ts';
import { panelEncoder } from './panelEncoder.ts';
import { panelMeasure } from './panelMeasure.ts';
import type { ToPanel } from './panelProtocol.ts';
import type { ResultsFromPanel } from './panelResultsProtocol.ts';
import { saveAs } from './panelSaveAs.ts';
import type { PanelImage, PanelResult } from './panelState.ts';

export interface ResultsParts {
  readonly pixels: PixelWork;
  /** Only what the host has handed out is found. */
  readonly find: (id: string) => PanelImage | PanelResult | undefined;
  readonly post: (message: ToPanel) => void;
}

/** What a result can still become: measured against its source, or another file. */
export interface PanelResults {
  readonly handle: (message: ResultsFromPanel) => Promise<void>;
  readonly saveAs: (image: PanelImage) => Promise<void>;
}

export function createPanelResults({ pixels, find, post }: ResultsParts): PanelResults {
  const encoder = panelEncoder(post);
  const parts = { pixels, encoder };
  const measure = panelMeasure({ ...parts, read: files.read, t: vscode.l10n.t });
  return {
    handle: async (message) => {
      if (message.type !== 'measure') {
        encoder.answered(message);
        return;
      }
      const result = find(message.result);
      if (result === undefined || !('source' in result)) return;
      post({ type: 'measured', result: result.id, text: await measure(result) });
    },
    saveAs: (image) => saveAs(image, parts),
  };
}
