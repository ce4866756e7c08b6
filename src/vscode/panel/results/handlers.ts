import * as vscode from 'vscode';
import type { PixelWork } from '../../../image/jobs/pixelClient.ts';
import { files } from '../../files/files.ts';
import { panelEncoder } from '../../../panel/results/encoder.ts';
import { panelMeasure } from '../../../panel/results/measure.ts';
import type { ToPanel } from '../../../panel/protocol.ts';
import type { ResultsFromPanel } from '../../../panel/results/protocol.ts';
import { saveAs } from './saveAs.ts';
import type { PanelImage, PanelResult } from '../../../panel/state.ts';

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
