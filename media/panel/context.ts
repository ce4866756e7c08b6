import type { FromPanel } from '../../src/panel/protocol.ts';
import type { PromptView } from '../../src/panel/prompts/protocol.ts';
import type { PanelStrings } from '../../src/panel/stringsProtocol.ts';
import type { HostView, ResultView } from '../../src/panel/viewProtocol.ts';
import type { DrawThumbnail } from '../shared/drawThumbnail.ts';
import type { Draft } from './ask/draft.ts';
import type { Caret } from './ask/recall.ts';

/** What the panel can do when the user does something. */
export interface Ui {
  readonly send: (message: FromPanel) => void;
  readonly enter: (change: Partial<Draft>) => void;
  readonly run: () => void;
  /** An earlier prompt, or a later one again; true where the key did that. */
  readonly recall: (key: string, caret: Caret) => boolean;
  /** Shows a result beside its source, or no longer. */
  readonly compare: (result: string | undefined) => void;
  /** The list of saved prompts; undefined: no longer. */
  readonly showPrompts: (prompts: readonly PromptView[] | undefined) => void;
  readonly copyImage: (result: ResultView) => void;
  /** Marks a region of the source, or is done with it. */
  readonly mark: (image: string | undefined) => void;
  readonly draw: DrawThumbnail;
}

/** What every part of the view is given. */
export interface Context {
  readonly strings: PanelStrings;
  readonly view: HostView;
  readonly ui: Ui;
}
