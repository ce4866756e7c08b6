import type { Handlers } from '../handlers.ts';
import type { PanelImage } from '../sources/state.ts';
import { runOptions, type PanelOptions } from './options.ts';
import type { RunsFromPanel } from './protocol.ts';

export interface RunActions {
  /** The source and the references of the panel. */
  readonly images: () => readonly PanelImage[];
  /** Replaces a marked source whose file has changed, without its region. @returns whether it did */
  readonly replaceChanged: (source: PanelImage | undefined) => Promise<boolean>;
  /** Makes a result the source. @returns whether it is the source now */
  readonly useResult: (id: string) => Promise<boolean>;
  readonly start: (options: PanelOptions) => Promise<void>;
  readonly cancel: (run: string) => void;
  readonly cancelAll: () => void;
  /** Returns the URI of the first workspace folder. */
  readonly home: () => string | undefined;
}

export function runsHandlers(actions: RunActions): Handlers<RunsFromPanel> {
  return {
    run: async ({ ask, on }) => {
      if (on !== undefined && !(await actions.useResult(on))) return;
      // The user marked the region on another image, so nothing is sent until they have seen the new one.
      if (await actions.replaceChanged(actions.images()[0])) return;
      await actions.start(runOptions(ask, actions.images(), actions.home()));
    },
    cancel: ({ run }) => {
      actions.cancel(run);
    },
    'cancel-all': () => {
      actions.cancelAll();
    },
  };
}
