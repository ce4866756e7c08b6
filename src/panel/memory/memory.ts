import * as z from 'zod/mini';
import { redact } from '../../text/redact.ts';
import { Strokes } from '../../image/region/strokes.ts';

const NAME = 'easel.panel';

/** What was asked for a result: enough to ask it again. */
const RunInputs = z.object({
  prompt: z.string(),
  model: z.string(),
  aspectRatio: z.string(),
  imageSize: z.string(),
  /** URIs; the first is the source. */
  images: z.array(z.string()),
  /** What of the source was marked. */
  region: z.catch(z.optional(Strokes), undefined),
  facts: z.string(),
  /** By the model, beside its image. */
  said: z.optional(z.string()),
  warnings: z.array(z.string()),
});
export type RunInputs = Readonly<z.infer<typeof RunInputs>>;

/** What was seen of an image file. */
const Look = z.object({
  /** Of the file: one of another size is another picture. */
  bytes: z.number(),
  details: z.string(),
  canPreview: z.boolean(),
  mimeType: z.string(),
  markable: z.optional(z.object({ width: z.number(), height: z.number() })),
});
/** By the files' URIs. */
const Looks = z.record(z.string(), Look);
export type Look = Readonly<z.infer<typeof Look>>;
export type Looks = Readonly<z.infer<typeof Looks>>;

const StoredPanel = z.object({
  images: z.array(z.string()),
  /** So that files, which may be many and large, are not all read again. */
  looks: z.catch(z.optional(Looks), undefined),
  /** What is marked on them, by their URIs. */
  regions: z.catch(z.optional(z.record(z.string(), Strokes)), undefined),
  results: z.array(
    z.object({
      uri: z.string(),
      source: z.optional(z.string()),
      made: z.catch(z.optional(RunInputs), undefined),
    }),
  ),
  /** What was asked, the newest first. */
  prompts: z.optional(z.array(z.string())),
  /** How many runs went on when this was written. */
  running: z.optional(z.number()),
  /** None of these could cost anything. */
  free: z.optional(z.boolean()),
});
/** What a panel showed, images as URIs. */
export type StoredPanel = z.infer<typeof StoredPanel>;

/** The part of VS Code's `Memento` that is used. */
export interface KeyValueStore {
  readonly get: (name: string) => unknown;
  readonly update: (name: string, value: unknown) => PromiseLike<void>;
}

/** Outlives a reload of the window, in the workspace's own storage; the panel itself is told ids only. */
export interface PanelMemory {
  /** Whatever does not parse is as good as nothing. */
  readonly recall: () => StoredPanel;
  readonly remember: (value: StoredPanel) => void;
}

/** @param keys taken out of prompts: who pasted one there has not asked for it to be kept */
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

/** Names of files stay as they are: a folder may look like a key. */
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
