import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';
import { RegionView } from '../region/protocol.ts';

/** The messages, view, and strings of the source and its references. */

/** More files than this in one drop are a slip of the hand. */
export const MAX_DROPPED = 50;

/** The size of a pasted image: the inline limit that the models document. */
export const MAX_PASTED_BYTES = 20 * 1024 * 1024;

const Addresses = z
  .array(z.string().check(z.maxLength(4096)))
  .check(z.minLength(1), z.maxLength(MAX_DROPPED));
const Bytes = z
  .instanceof(Uint8Array)
  .check(z.refine(({ byteLength }) => byteLength > 0 && byteLength <= MAX_PASTED_BYTES));

const Role = z.enum(['source', 'reference']);
export type Role = z.infer<typeof Role>;

/** A file that was dropped or pasted: the page gets its bytes and its name, never its path. */
const DroppedFile = z.strictObject({
  name: z.string().check(z.maxLength(255)),
  bytes: Bytes,
});
export type DroppedFile = Readonly<z.infer<typeof DroppedFile>>;

const DroppedFiles = z.array(DroppedFile).check(z.maxLength(MAX_DROPPED));
/** Names of files that are too large to send to the host. */
const TooLarge = z.array(z.string().check(z.maxLength(255))).check(z.maxLength(MAX_DROPPED));

export const SOURCES_FROM_PANEL = [
  z.strictObject({ type: z.literal('choose-images'), role: Role }),
  z.strictObject({ type: z.literal('remove-image'), image: Id }),
  /** Moves an image in the list, where the first one is the source. */
  z.strictObject({ type: z.literal('move-image'), image: Id, to: z.int().check(z.gte(0)) }),
  z.strictObject({ type: z.literal('drop-images'), addresses: Addresses }),
  /** `addresses`: those of the same files, where the system gives them. */
  z.strictObject({
    type: z.literal('drop-files'),
    files: DroppedFiles,
    tooLarge: TooLarge,
    addresses: z.array(z.string().check(z.maxLength(4096))).check(z.maxLength(MAX_DROPPED)),
  }),
  z.strictObject({ type: z.literal('paste-image'), bytes: Bytes }),
] as const;
export type SourcesFromPanel = Readonly<z.infer<(typeof SOURCES_FROM_PANEL)[number]>>;

export const ImageView = z.object({
  id: Id,
  name: z.string(),
  /** Size in px, type, and bytes in one line. */
  details: z.string(),
  /** An address that the webview can load; absent if there is no preview. */
  src: z.optional(z.string()),
  /** The MIME type of the bytes. */
  mimeType: z.string(),
  /** Easel can send the image as a type that every model accepts. */
  convertible: z.optional(z.literal(true)),
  /** What will be sent, if that isn't the file itself. */
  sent: z.optional(z.string()),
  /** Only for a source whose region can be edited. */
  region: z.optional(RegionView),
  /** Only for a source: why no region of it can be edited, as a sentence. */
  noRegion: z.optional(z.string()),
});
export type ImageView = Readonly<z.infer<typeof ImageView>>;

export const SourcesView = z.object({
  /** The first is the source, the others are references. */
  images: z.array(ImageView),
});
export type SourcesView = Readonly<z.infer<typeof SourcesView>>;

export const SOURCES_STRINGS = [
  'source',
  'noSource',
  'chooseSource',
  'changeSource',
  'references',
  'addReference',
  'dropHint',
  'makeSource',
  'moveUp',
  'moveDown',
  'remove',
  'tooManyImages',
  'bestImages',
  'unsupportedType',
] as const;
