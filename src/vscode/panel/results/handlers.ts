import * as vscode from 'vscode';
import type { PixelClient } from '../../../image/jobs/pixelClient.ts';
import type { Handlers } from '../../../panel/handlers.ts';
import type { ToPanel } from '../../../panel/protocol.ts';
import type { PanelEncoder } from '../../../panel/results/encoder.ts';
import { panelMeasure } from '../../../panel/results/measure.ts';
import { panelOrigin } from '../../../panel/results/origin.ts';
import type { ImageAction, ResultsFromPanel } from '../../../panel/results/protocol.ts';
import { findImage, type PanelResult, type ResultsEvent } from '../../../panel/results/state.ts';
import type { Reuse } from '../../../panel/runs/reuse.ts';
import type { Role } from '../../../panel/sources/protocol.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';
import type { PanelState } from '../../../panel/state.ts';
import type { Replacements } from '../../../replace/replacements.ts';
import { moveToTrash } from '../../files/trash.ts';
import type { PanelHistory } from '../history/handlers.ts';
import type { LabelingOf } from '../../assets/labeling.ts';
import { showImage } from './showImage.ts';
import type { PanelSources } from '../sources/handlers.ts';
import { deletePreview } from './previewFiles.ts';
import { saveAs } from './saveAs.ts';

export interface ResultsParts {
  readonly state: () => PanelState;
  readonly dispatch: (event: ResultsEvent) => void;
  /** Tells every page. */
  readonly tell: (message: ToPanel) => void;
  /** Answers the page in use. */
  readonly post: (message: ToPanel) => void;
  readonly pixels: PixelClient;
  /** Works for what the page shows, and is never in the way of what a run can't end without. */
  readonly shownPixels: PixelClient;
  readonly replacements: Replacements;
  readonly encoder: PanelEncoder;
  /** Reads an image; of a drawing, what the page draws of it. */
  readonly read: (uri: string) => Promise<Uint8Array>;
  readonly sources: Pick<PanelSources, 'choose'>;
  readonly reuse: Reuse;
  readonly history: Pick<PanelHistory, 'forget' | 'keepMarks'>;
  readonly labelingOf: LabelingOf;
}

export function resultsHandlers(parts: ResultsParts): Handlers<ResultsFromPanel> {
  const { state, dispatch, pixels, replacements, encoder, read, sources, reuse } = parts;

  const choose = chooseInTurn(sources);
  async function act(image: PanelImage | PanelResult, action: ImageAction): Promise<void> {
    const uri = vscode.Uri.parse(image.uri);
    switch (action) {
      case 'use-as-source':
        await choose('source', uri);
        return;
      case 'reference':
        await choose('reference', uri);
        return;
      case 'try-again':
        if ('inputs' in image) await reuse.tryAgain(image.inputs);
        return;
      case 'try-model':
        if ('inputs' in image) await reuse.tryModel(image.inputs);
        return;
      case 'reuse':
        if ('inputs' in image) await reuse.fillIn(image.inputs);
        return;
      case 'save-as':
        await saveAs(image, { pixels, encoder, read, replacements, labelingOf: parts.labelingOf });
        return;
      case 'export':
        parts.post({ type: 'open-export', image: image.id });
        return;
      case 'trash':
        await trash(image);
        return;
      case 'forget':
        await parts.history.forget(image.uri);
        return;
      default:
        await showImage(image, action);
    }
  }

  /** Only results, so that no message deletes an image that the user brought. */
  async function trash({ id, uri }: PanelImage): Promise<void> {
    const result = state().results.find((one) => one.id === id);
    if (result === undefined || !(await moveToTrash(vscode.Uri.parse(uri)))) return;
    if (result.preview) await deletePreview(result.preview);
    dispatch({ kind: 'image-gone', id });
  }

  return {
    'image-action': async ({ image: id, action }) => {
      const image = findImage(state(), id);
      if (image !== undefined) await act(image, action);
    },
    mark: async ({ images: ids, flag, stars }) => {
      dispatch({ kind: 'images-marked', ids, flag, stars });
      await parts.history.keepMarks(state().results.filter(({ id }) => ids.includes(id)));
    },
    encoded: encoder.receive,
    'not-encoded': encoder.receive,
    ...factsHandlers(parts),
  };
}

/** Answers what the page asks about the file of a result that it shows. */
function factsHandlers({
  state,
  tell,
  ...parts
}: ResultsParts): Pick<Handlers<ResultsFromPanel>, 'measure' | 'read-origin'> {
  const { t } = vscode.l10n;
  const measure = panelMeasure({ ...parts, t });
  const origin = panelOrigin({ pixels: parts.shownPixels, read: parts.read, t });
  return {
    measure: async ({ result: id }) => {
      const result = findImage(state(), id);
      if (result === undefined || !('source' in result)) return;
      tell({ type: 'measured', result: id, text: await measure(result) });
    },
    'read-origin': async ({ result: id }) => {
      const result = findImage(state(), id);
      if (result !== undefined) tell({ type: 'origin', result: id, ...(await origin(result)) });
    },
  };
}

/** Chooses one image at a time: of several selected results, the source has to be there before its references. */
function chooseInTurn({ choose }: Pick<PanelSources, 'choose'>) {
  let last = Promise.resolve();
  return async (role: Role, uri: vscode.Uri): Promise<void> => {
    const turn = last.then(() => choose(role, [uri]));
    last = turn.catch(() => undefined);
    await turn;
  };
}
