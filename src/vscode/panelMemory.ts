import type * as vscode from 'vscode';
import * as z from 'zod/mini';

const NAME = 'easel.panel';

const Remembered = z.object({
  images: z.array(z.string()),
  results: z.array(z.object({ uri: z.string(), source: z.optional(z.string()) })),
});
/** Which images a panel showed, as URIs. No prompt and no key is ever in it. */
export type Remembered = z.infer<typeof Remembered>;

/** Outlives a reload of the window, in the workspace's own storage; the panel itself is told ids only. */
export interface PanelMemory {
  /** Whatever does not parse is as good as nothing. */
  readonly recall: () => Remembered;
  readonly remember: (value: Remembered) => void;
}

export function panelMemory(store: vscode.Memento): PanelMemory {
  return {
    recall: () => {
      const { data } = Remembered.safeParse(store.get<unknown>(NAME));
      return data ?? { images: [], results: [] };
    },
    remember: (value) => {
      void store.update(NAME, value);
    },
  };
}
