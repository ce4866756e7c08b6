import * as z from 'zod/mini';

/**
 * The messages between the preview of a set and the extension host. Each side parses what it receives and drops anything invalid. The
 * page names no file and no folder: it only says which button was pressed.
 */

const FromSetPage = z.discriminatedUnion('type', [
  /** The page can receive messages: after a start, or when it becomes visible again. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('write') }),
  z.strictObject({ type: z.literal('choose-folder') }),
  z.strictObject({ type: z.literal('copy-snippet') }),
  z.strictObject({ type: z.literal('show-snippet') }),
]);
export type FromSetPage = Readonly<z.infer<typeof FromSetPage>>;

const Path = z.string().check(z.minLength(1), z.maxLength(1000));

const PictureView = z.object({
  path: Path,
  /** MIME. */
  type: z.string(),
  /** In px. */
  width: z.int().check(z.gte(1)),
  height: z.int().check(z.gte(1)),
  /** Size, weight, and what is special about it. */
  facts: z.string(),
});
export type PictureView = Readonly<z.infer<typeof PictureView>>;

const SetView = z.object({
  /** The set and the name of the image. */
  title: z.string(),
  /** Where the files will be. */
  place: z.string(),
  /** What the user may not expect. */
  notes: z.array(z.string()),
  pictures: z.array(PictureView),
  texts: z.array(z.object({ path: Path, text: z.string() })),
  snippet: z.optional(z.string()),
  labels: z.object({
    write: z.string(),
    chooseFolder: z.string(),
    snippet: z.string(),
    copy: z.string(),
    show: z.string(),
    texts: z.string(),
    pictures: z.string(),
  }),
});
/** Everything that the page shows, except the pictures themselves. */
export type SetView = Readonly<z.infer<typeof SetView>>;

const ToSetPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('view'), view: SetView }),
  z.object({ type: z.literal('picture'), path: Path, bytes: z.instanceof(Uint8Array) }),
]);
export type ToSetPage = Readonly<z.infer<typeof ToSetPage>>;

/** Parses a message on the host's side. Returns undefined if it is invalid. */
export function parseFromSetPage(value: unknown): FromSetPage | undefined {
  return FromSetPage.safeParse(value).data;
}

/** Parses a message on the page's side. Returns undefined if it is invalid. */
export function parseToSetPage(value: unknown): ToSetPage | undefined {
  return ToSetPage.safeParse(value).data;
}
