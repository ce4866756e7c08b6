import * as z from 'zod/mini';
import { IMAGE_TYPES } from '../../image/formats/inspect.ts';
import { redact } from '../../text/redact.ts';
import { Deletion } from '../deletion/state.ts';
import { StoredResult, withoutKeys } from './storedResult.ts';
import { Strokes } from '../../image/region/strokes.ts';

const NAME = 'easel.panel';

/** The facts of an image file. */
const KnownImage = z.object({
  /** A file of another size is another image. */
  bytes: z.number(),
  details: z.string(),
  canPreview: z.boolean(),
  mimeType: z.string(),
  photo: z.catch(
    z.optional(
      z.object({
        type: z.enum(IMAGE_TYPES),
        mimeType: z.string(),
        width: z.number(),
        height: z.number(),
        orientation: z.number(),
        hasPrivateData: z.boolean(),
        frames: z.optional(z.number()),
      }),
    ),
    undefined,
  ),
  markable: z.optional(z.object({ width: z.number(), height: z.number() })),
});
const KnownImages = z.record(z.string(), KnownImage);
export type KnownImage = Readonly<z.infer<typeof KnownImage>>;
/** By the URIs of the files. */
export type KnownImages = Readonly<z.infer<typeof KnownImages>>;

const StoredPanel = z.object({
  images: z.array(z.string()),
  /** Saves reading all files again, which can be many and large. */
  looks: z.catch(z.optional(KnownImages), undefined),
  /** By the URIs of the images. */
  regions: z.catch(z.optional(z.record(z.string(), Strokes)), undefined),
  results: z.array(StoredResult),
  /** The deletions that can be undone, newest first. */
  deletions: z.catch(z.optional(z.array(Deletion)), undefined),
  /** The only one, in panels of earlier versions. */
  deleted: z.catch(z.optional(Deletion), undefined),
  /** Newest first. */
  prompts: z.optional(z.array(z.string())),
  /** How many runs were in progress. */
  running: z.optional(z.number()),
  /** Set if all of these were free. */
  free: z.optional(z.boolean()),
});
/** The state of a panel, with images as URIs. */
export type StoredPanel = z.infer<typeof StoredPanel>;

/** The part of VS Code's `Memento` that Easel uses. */
export interface KeyValueStore {
  readonly get: (name: string) => unknown;
  readonly update: (name: string, value: unknown) => PromiseLike<void>;
}

/**
 * Keeps the panel across reloads of the window, in the storage of the workspace. This is the state of one panel, not a list
 * that windows share, so it needs no locked file: of two windows, the one that changes last is restored.
 */
export interface PanelMemory {
  /** Returns an empty panel for an invalid value. */
  readonly recall: () => StoredPanel;
  readonly remember: (value: StoredPanel) => void;
}

/** @param keys to remove from prompts: a user who pasted a key there didn't ask Easel to store it */
export function panelMemory(store: KeyValueStore, keys: () => readonly string[]): PanelMemory {
  return {
    recall: () => {
      const { data } = StoredPanel.safeParse(store.get(NAME));
      return data ?? { images: [], results: [] };
    },
    remember: (value) => {
      void store.update(NAME, withoutKeysIn(value, keys()));
    },
  };
}

function withoutKeysIn(value: StoredPanel, keys: readonly string[]): StoredPanel {
  const { prompts = [], results, deletions } = value;
  const clean = (result: StoredResult) => withoutKeys(result, keys);
  return {
    ...value,
    prompts: prompts.map((prompt) => redact(prompt, keys)),
    results: results.map(clean),
    ...(deletions && {
      deletions: deletions.map((one) => ({ ...one, results: one.results.map(clean) })),
    }),
  };
}
