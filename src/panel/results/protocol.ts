import * as z from 'zod/mini';
import { WRITTEN_TYPES } from '../../assets/formats.ts';
import { FLAGS, MAX_STARS, Mark } from '../../history/mark.ts';
import { Id } from '../../page/id.ts';
import { ImageView } from '../sources/protocol.ts';

/** The messages, view, and strings of results. */

export { MAX_STARS, Mark };

/** The size of a file that the page encodes: enough for nearly every image of 64 megapixels. */
export const MAX_ENCODED_BYTES = 64 * 1024 * 1024;

export const IMAGE_ACTIONS = [
  'use-as-source',
  'reference',
  'try-again',
  'try-model',
  'reuse',
  'open',
  'reveal',
  'compare',
  'copy-image',
  'copy-path',
  'save-as',
  /** Opens the form to export it, in the page. */
  'export',
  'trash',
  /** Removes the image from the history and keeps its file. */
  'forget',
] as const;
export type ImageAction = (typeof IMAGE_ACTIONS)[number];

const Encoded = z
  .instanceof(Uint8Array)
  .check(z.refine(({ byteLength }) => byteLength > 0 && byteLength <= MAX_ENCODED_BYTES));

/** More images than the panel lists are no selection of a user. */
const MAX_MARKED = 200;

export const RESULTS_FROM_PANEL = [
  z.strictObject({ type: z.literal('image-action'), image: Id, action: z.enum(IMAGE_ACTIONS) }),
  /** The file that the host requested under this id. */
  z.strictObject({ type: z.literal('encoded'), request: Id, bytes: Encoded }),
  z.strictObject({ type: z.literal('not-encoded'), request: Id }),
  z.strictObject({
    type: z.literal('mark'),
    images: z.array(Id).check(z.minLength(1), z.maxLength(MAX_MARKED)),
    flag: z.optional(z.enum([...FLAGS, 'none'])),
    /** 0 takes the stars away. */
    stars: z.optional(z.int().check(z.gte(0), z.lte(MAX_STARS))),
  }),
  /** Asks how much of the image a result changed. */
  z.strictObject({ type: z.literal('measure'), result: Id }),
  /** Asks what the file of a result carries about where it comes from. */
  z.strictObject({ type: z.literal('read-origin'), result: Id }),
] as const;
export type ResultsFromPanel = Readonly<z.infer<(typeof RESULTS_FROM_PANEL)[number]>>;

const Encode = z.object({
  type: z.literal('encode'),
  request: Id,
  image: Id,
  /** The image itself, or the source of a result. */
  of: z.enum(['itself', 'source']),
  to: z.enum(WRITTEN_TYPES),
  /** 1 to 100; ignored for PNG. */
  quality: z.number(),
});
export type Encode = Readonly<z.infer<typeof Encode>>;

/** The longest side of what the page draws, in px. */
const MAX_DRAWN_SIDE = 4096;
const Side = z.int().check(z.gte(1), z.lte(MAX_DRAWN_SIDE));

const Draw = z.object({
  type: z.literal('draw'),
  request: Id,
  /** The bytes of an SVG file. */
  svg: z.instanceof(Uint8Array),
  /** The size of the image in px. */
  width: Side,
  height: Side,
});
export type Draw = Readonly<z.infer<typeof Draw>>;

export const MENU_ACTIONS = [
  'open',
  'compare',
  'use-as-source',
  'try-again',
  'copy-image',
  'save-as',
  'export',
  'reveal',
  'delete',
] as const;
export type MenuAction = (typeof MENU_ACTIONS)[number];

const MenuChoice = z.object({
  type: z.literal('menu'),
  /** The page whose menu it was. */
  page: Id,
  /** The result under the pointer. */
  image: Id,
  action: z.enum(MENU_ACTIONS),
});
/** A choice in the context menu of a picture. */
export type MenuChoice = Readonly<z.infer<typeof MenuChoice>>;

export const RESULTS_TO_PANEL = [
  MenuChoice,
  /** Asks the page for a PNG file of a drawing. It answers as it does for `encode`. */
  Draw,
  /** Asks the page for a file of an image: the browser decodes and encodes types that the host can't. */
  Encode,
  /** Shows a result on the stage. */
  z.object({ type: z.literal('show-result'), result: Id }),
  /** How much of the image a result changed, as a sentence. */
  z.object({ type: z.literal('measured'), result: Id, text: z.string() }),
  /** What the file of a result carries about where it comes from: in a few words, and in sentences. */
  z.object({ type: z.literal('origin'), result: Id, text: z.string(), title: z.string() }),
] as const;

const ResultView = z.extend(ImageView, {
  /** A small image that loads fast; width and height are those of the full image, in px. */
  preview: z.optional(z.object({ src: z.string(), width: z.number(), height: z.number() })),
  actions: z.array(z.enum(IMAGE_ACTIONS)),
  /** The id of the panel's run that made it: results of one count share it. Absent for results of earlier versions. */
  run: z.optional(Id),
  mark: z.optional(Mark),
  /** The file was deleted, or moved outside of VS Code. */
  isMissing: z.optional(z.literal(true)),
  /** The id of the result that was its source, if that is in the list. */
  parent: z.optional(Id),
  warnings: z.array(z.string()),
  /** The source, if the page can draw it. */
  source: z.optional(z.object({ name: z.string(), src: z.string() })),
  /** The inputs of the run, if they are known: the prompt; model, gateway, time, and tokens in one line; the model's remark. */
  inputs: z.optional(
    z.object({ prompt: z.string(), facts: z.string(), remark: z.optional(z.string()) }),
  ),
});
export type ResultView = Readonly<z.infer<typeof ResultView>>;

export const ResultsView = z.object({
  /** Newest first. */
  results: z.array(ResultView),
});
export type ResultsView = Readonly<z.infer<typeof ResultsView>>;

export const RESULTS_STRINGS = [
  'results',
  'noResult',
  'noPreview',
  'fileMissing',
  'variants',
  'showVariants',
  'stageKeys',
  'stageKeysBefore',
  'zoomIn',
  'zoomOut',
  'fit',
  'realSize',
  'holdForBefore',
  'holdTooltip',
  'otherShape',
  'against',
  'keep',
  'reject',
  'stars',
  'deleteRest',
  'selectedCount',
  'undo',
  'saved',
  ...IMAGE_ACTIONS,
  'moreActions',
  'copied',
  'compareHere',
  'compareTooltip',
  'modesTooltip',
  'before',
  'after',
  'slider',
  'sideBySide',
  'onionSkin',
  'difference',
  'share',
  'measuring',
] as const;
