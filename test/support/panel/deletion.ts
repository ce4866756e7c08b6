import assert from 'node:assert/strict';
import { forgetBinned, noteBinned } from '../../../src/history/binned.ts';
import { moveFiles } from '../../../src/history/changes.ts';
import type { History } from '../../../src/history/history.ts';
import type { Bin } from '../../../src/panel/deletion/bin.ts';
import { createDeletions } from '../../../src/panel/deletion/handlers.ts';
import type { PanelResult } from '../../../src/panel/results/state.ts';
import { emptyState, reduce, type PanelEvent, type PanelState } from '../../../src/panel/state.ts';
import { translate } from '../localization.ts';
import { ENVIRONMENT, INPUTS, panelImage } from './state.ts';

export const result = (id: string, rest: Partial<PanelResult> = {}): PanelResult => ({
  ...panelImage(id),
  inputs: INPUTS,
  ...rest,
});

interface Options {
  readonly fails?: string[];
  readonly taken?: string[];
  readonly entries?: History;
}

/** A panel with a bin. `taken` are names that another file has when the deleted ones come back. */
export function openPanel(
  start: PanelState,
  { fails = [], taken = [], entries = [] }: Options = {},
) {
  let state = start;
  const messages: string[] = [];
  const files = new Set([...state.results, ...state.images].map(({ uri }) => uri));
  const inBin = new Set(state.deletions.flatMap((one) => one.files.map(({ binned }) => binned)));
  const bin: Bin = {
    days: 30,
    put: async (uri) => {
      if (fails.includes(uri)) throw new Error('busy');
      if (!files.delete(uri)) return undefined;
      inBin.add(`bin:${uri}`);
      return `bin:${uri}`;
    },
    restore: async ({ uri, binned }) => {
      if (fails.includes(binned)) throw new Error('busy');
      if (!inBin.delete(binned)) return undefined;
      const now = taken.includes(uri) ? uri.replace('.png', '-2.png') : uri;
      files.add(now);
      return now;
    },
  };
  let history: History = entries;
  const { handlers, restore } = createDeletions({
    state: () => state,
    dispatch: (event) => {
      state = reduce(state, event);
    },
    bin,
    findImages: async (uris) =>
      uris.filter((uri) => files.has(uri)).map((uri) => panelImage(`new ${uri}`, uri)),
    history: {
      binned: async (binned) => {
        history = noteBinned(history, binned);
      },
      unbinned: async (files, moves) => {
        for (const { from, to, until = 0 } of moves) {
          assert.ok(until > 0 && until <= Date.now(), 'later runs are not meant');
          messages.push(`${from} → ${to}`);
        }
        history = moveFiles(forgetBinned(history, files), moves);
      },
    },
    tell: (message) => messages.push(message),
    t: translate,
  });
  return {
    state: () => state,
    dispatch: (event: PanelEvent) => {
      state = reduce(state, event);
    },
    remove: (...images: string[]) => handlers['delete-images']({ type: 'delete-images', images }),
    undo: async (deletion = state.deletions[0]?.id ?? 'none') =>
      handlers['undo-delete']({ type: 'undo-delete', deletion }),
    restore,
    history: () => history,
    inBin,
    forget: () => handlers['forget-deleted']({ type: 'forget-deleted' }),
    files,
    messages,
    fails,
  };
}

export function panelWith(...results: PanelResult[]): PanelState {
  return reduce(emptyState(ENVIRONMENT), { kind: 'run-arrived', results });
}

export const namesOf = ({ results }: PanelState) =>
  results.map(({ uri }) => /(\w[\w-]*)\.png/.exec(uri)?.[1]);
