import {
  MAX_SIDE,
  USUAL_QUALITY,
  WRITTEN_TYPES,
  type ExportRecipe,
  type Fit,
  type WrittenType,
} from '../../../src/panel/export/protocol.ts';

/** The form as the user filled it in. */
export interface ExportForm {
  /** In px, as text. Empty keeps the ratio. */
  readonly width: string;
  readonly height: string;
  readonly fit: Fit;
  readonly format: WrittenType;
  /** 1 to 100. */
  readonly quality: number;
  /** In kB, as text. Empty sets no limit. */
  readonly most: string;
  readonly isTransparent: boolean;
}

/** The fields of texts. */
export type TextField = 'width' | 'height' | 'most';

/** Returns the form that keeps an image as it is. */
export function freshForm(mimeType: string): ExportForm {
  const own = WRITTEN_TYPES.find((type) => mimeType === `image/${type}`);
  return {
    ...{ width: '', height: '', fit: 'cover', format: own ?? 'png' },
    ...{ quality: USUAL_QUALITY, most: '', isTransparent: false },
  };
}

/** Returns what the form asks for; undefined as long as a field has a problem. @param isPlain see `canBeTransparent` */
export function recipeOf(form: ExportForm, isPlain: boolean | undefined): ExportRecipe | undefined {
  if (problemsOf(form).size > 0) return undefined;
  const { fit, format, quality, isTransparent } = form;
  const [width, height, mostBytes] = [sideOf(form.width), sideOf(form.height), bytesOf(form.most)];
  const isRemoved = isTransparent && canBeTransparent(form, isPlain);
  return {
    ...{ fit, format },
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(mostBytes !== undefined && { mostBytes }),
    ...(hasQuality(form) && { quality }),
    ...(isRemoved && { background: 'transparent' }),
  };
}

/** Returns the fields whose texts aren't numbers that they can have. */
export function problemsOf({ width, height, most }: ExportForm): ReadonlySet<TextField> {
  const problems = new Set<TextField>();
  if (width.trim() !== '' && sideOf(width) === undefined) problems.add('width');
  if (height.trim() !== '' && sideOf(height) === undefined) problems.add('height');
  if (most.trim() !== '' && bytesOf(most) === undefined) problems.add('most');
  return problems;
}

/** The ratio can only differ from that of the image with both sides. */
export function hasFit({ width, height }: ExportForm): boolean {
  return width.trim() !== '' && height.trim() !== '';
}

/** PNG loses nothing. */
export function hasQuality({ format }: ExportForm): boolean {
  return format !== 'png';
}

/**
 * Returns whether the background can become transparent. JPEG has no transparency.
 *
 * @param isPlain whether Easel can tell the background from the subject; undefined until the host has looked
 */
export function canBeTransparent(
  { format }: Pick<ExportForm, 'format'>,
  isPlain: boolean | undefined,
): boolean {
  return format !== 'jpeg' && isPlain === true;
}

function sideOf(text: string): number | undefined {
  const side = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0;
  return side >= 1 && side <= MAX_SIDE ? side : undefined;
}

function bytesOf(text: string): number | undefined {
  if (!/^\s*\d{1,7}(?:[.,]\d{1,3})?\s*$/.test(text)) return undefined;
  const bytes = Math.floor(Number(text.trim().replace(',', '.')) * 1000);
  return bytes >= 1 ? bytes : undefined;
}
