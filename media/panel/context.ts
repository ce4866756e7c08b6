import type { Draft } from '../../src/panel/ask/draftProtocol.ts';
import type { FromPanel, HostView } from '../../src/panel/protocol.ts';
import type { ResultView } from '../../src/panel/results/protocol.ts';
import type { PanelStrings } from '../../src/panel/stringsProtocol.ts';
import type { DrawThumbnail } from '../shared/drawThumbnail.ts';
import type { Caret } from './ask/recall.ts';
import type { ExportAction } from './export/state.ts';
import type { SelectHow } from './results/selection.ts';
import type { StageMode } from './stage/modes.ts';

/** The actions of the user. */
export interface Ui {
  readonly send: (message: FromPanel) => void;
  readonly edit: (change: Partial<Draft>) => void;
  readonly run: () => void;
  /** Runs the prompt on the result on the stage, which becomes the source. */
  readonly refine: () => void;
  /** Recalls an earlier or a later prompt. @returns whether the key did that */
  readonly recall: (key: string, caret: Caret) => boolean;
  /** Shows a result on the stage. @param focus where to put the focus: on its tile or its place on the strip */
  readonly select: (result: string, focus?: 'tile' | 'option', how?: SelectHow) => void;
  /** Selects these results, and shows the same one as before. */
  readonly choose: (results: readonly string[]) => void;
  /** Shows the variants of a run side by side, or one of them. */
  readonly showSheet: (isOn: boolean) => void;
  readonly setMode: (mode: StageMode) => void;
  /** Compares a result with its source, or the two selected ones; undefined closes the comparison. */
  readonly compare: (result: string | undefined) => void;
  /** Compares the result on the stage with another one. */
  readonly compareWith: (result: string) => void;
  readonly togglePrompts: (isOpen: boolean) => void;
  readonly copyImage: (result: ResultView) => void;
  /** Opens, changes, and closes the form that exports a result. */
  readonly export: (action: ExportAction) => void;
  /** Edits the region of the source; undefined closes the editor. */
  readonly mark: (image: string | undefined) => void;
  readonly draw: DrawThumbnail;
}

/** The arguments of every view. */
export interface Context {
  readonly strings: PanelStrings;
  readonly view: HostView;
  readonly ui: Ui;
}
