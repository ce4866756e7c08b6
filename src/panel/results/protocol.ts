import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';

/** What panel and host say to each other about results; `panelProtocol.ts` parses it with all other messages. */

/** The types that a result can be saved as. */
export const SAVED_TYPES = ['png', 'jpeg', 'webp'] as const;
export type SavedType = (typeof SAVED_TYPES)[number];

/** Of a file that the panel's document made: a picture of 64 megapixels fits in nearly every case. */
export const MOST_ENCODED_BYTES = 64 * 1024 * 1024;

const Encoded = z
  .instanceof(Uint8Array)
  .check(z.refine(({ byteLength }) => byteLength > 0 && byteLength <= MOST_ENCODED_BYTES));

export const RESULTS_FROM_PANEL = [
  /** The file that the host asked for under this number, and no other. */
  z.strictObject({ type: z.literal('encoded'), request: Id, bytes: Encoded }),
  z.strictObject({ type: z.literal('not-encoded'), request: Id }),
  /** How much of the picture did a result change? */
  z.strictObject({ type: z.literal('measure'), result: Id }),
] as const;
export type ResultsFromPanel = Readonly<z.infer<(typeof RESULTS_FROM_PANEL)[number]>>;

const Encode = z.object({
  type: z.literal('encode'),
  request: Id,
  /** One that is shown; `source`: what that result was made from. */
  image: Id,
  of: z.enum(['itself', 'source']),
  to: z.enum(SAVED_TYPES),
  /** 1 to 100; PNG has none. */
  quality: z.number(),
});
export type Encode = Readonly<z.infer<typeof Encode>>;

export const RESULTS_TO_PANEL = [
  /** Make a file of a picture: the document's decoders and encoders know types that the host's do not. */
  Encode,
  /** What there is to say about how much of the picture changed. */
  z.object({ type: z.literal('measured'), result: Id, text: z.string() }),
] as const;
