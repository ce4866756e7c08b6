import * as z from 'zod/mini';
import {
  TYPE_LABELS,
  USUAL_QUALITY,
  WRITTEN_TYPES,
  type WrittenType,
} from '../../assets/formats.ts';
import { FITS, Recipe, type Fit } from '../../assets/recipe.ts';
import { MAX_SIDE } from '../../image/pixels/pixels.ts';
import { Id } from '../../page/id.ts';

/** The messages and strings of the form that exports a picture. */

// The page imports protocol files only.
export { FITS, MAX_SIDE, TYPE_LABELS, USUAL_QUALITY, WRITTEN_TYPES, type Fit, type WrittenType };

/** A larger file isn't sent to the page. Its weight is shown. */
export const MAX_PREVIEW_BYTES = 32 * 1024 * 1024;

const ExportRecipe = z.strictObject({
  ...Recipe.shape,
  fit: z.enum(FITS),
  format: z.enum(WRITTEN_TYPES),
});
/** What the form asks for. */
export type ExportRecipe = Readonly<z.infer<typeof ExportRecipe>>;

/** The page numbers its requests. */
const Request = z.int().check(z.gte(1));

export const EXPORT_FROM_PANEL = [
  /** Asks for the file of this recipe. Only the newest request counts. Nothing is written. */
  z.strictObject({
    type: z.literal('preview-export'),
    image: Id,
    request: Request,
    recipe: ExportRecipe,
  }),
  /** Writes exactly the bytes of a preview. */
  z.strictObject({ type: z.literal('write-export'), request: Request }),
  /** The form was closed. */
  z.strictObject({ type: z.literal('close-export') }),
] as const;
export type ExportFromPanel = Readonly<z.infer<(typeof EXPORT_FROM_PANEL)[number]>>;

const Size = z.int().check(z.gte(1));

const ExportMade = z.object({
  type: z.literal('export-made'),
  request: Request,
  format: z.enum(WRITTEN_TYPES),
  /** In px. */
  width: Size,
  height: Size,
  /** Size of the file. */
  bytes: Size,
  /** The same as text. */
  weight: z.string(),
  /** What the user should know before this file is written. */
  notes: z.array(z.string()),
});
export type ExportMade = Readonly<z.infer<typeof ExportMade>>;

export const EXPORT_TO_PANEL = [
  /** Opens the form. */
  z.object({ type: z.literal('open-export'), image: Id }),
  /** A part of the file that a request leads to, in order. The file follows. */
  z.object({ type: z.literal('export-part'), request: Request, bytes: z.instanceof(Uint8Array) }),
  /** The file that a request leads to. It came in parts before; without any, it is too large to show. */
  ExportMade,
  /** Says why a request leads to no file. */
  z.object({ type: z.literal('export-refused'), request: Request, text: z.string() }),
  /** The file was written. */
  z.object({ type: z.literal('export-written'), request: Request }),
  /** Says why the file couldn't be written. */
  z.object({ type: z.literal('export-unwritten'), request: Request, text: z.string() }),
  /** Whether the image has a plain background that Easel can make transparent. */
  z.object({ type: z.literal('export-background'), image: Id, isPlain: z.boolean() }),
] as const;

export const EXPORT_STRINGS = [
  'exportTitle',
  'exportWidth',
  'exportHeight',
  'exportSideProblem',
  'exportFit',
  'exportCover',
  'exportCoverEffect',
  'exportContain',
  'exportContainEffect',
  'exportInside',
  'exportInsideEffect',
  'exportFormat',
  'exportQuality',
  'exportMost',
  'exportMostProblem',
  'exportTransparent',
  'exportNotPlain',
  'exportFacts',
  'exportBytes',
  'exportWaiting',
  'exportWrite',
] as const;
