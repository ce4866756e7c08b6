import * as z from 'zod/mini';
import { IMAGE_TYPES } from '../../image/formats/inspect.ts';
import { redact } from '../../text/redact.ts';
import { Strokes } from '../../image/region/strokes.ts';

const NAME = 'easel.panel';

/** The names of the fields are those of panels stored by earlier versions. */
const StoredInputs = z.object({
  prompt: z.string(),
  model: z.string(),
  gateway: z.optional(z.string()),
  aspectRatio: z.string(),
  imageSize: z.string(),
  /** URIs; the first is the source. */
  images: z.array(z.string()),
  region: z.catch(z.optional(Strokes), undefined),
  facts: z.string(),
  /** The model's remark. */
  said: z.optional(z.string()),
  warnings: z.array(z.string()),
});
export type StoredInputs = Readonly<z.infer<typeof StoredInputs>>;

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
  results: z.array(
    z.object({
      uri: z.string(),
      source: z.optional(z.string()),
      /** The inputs of its run. */
      made: z.catch(z.optional(StoredInputs), undefined),
    }),
  ),
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
      void store.update(NAME, withoutKeys(value, keys()));
    },
  };
}

/** File names stay as they are, because a folder can look like a key. */
function withoutKeys(value: StoredPanel, keys: readonly string[]): StoredPanel {
  const { prompts = [], results } = value;
  return {
    ...value,
    prompts: prompts.map((prompt) => redact(prompt, keys)),
    results: results.map(({ made, ...result }) =>
      made === undefined
        ? result
        : { ...result, made: { ...made, prompt: redact(made.prompt, keys) } },
    ),
  };
}
