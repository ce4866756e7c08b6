import type { CheckProblem } from '../errors.ts';
import { hasImageExtension } from '../image/formats/fileExtensions.ts';
import { sizeText } from '../text/format.ts';
import { sanitize } from '../text/sanitize.ts';
import type { Translate } from '../text/translate.ts';
import { notSent, type Message, type RefusedContext } from './message.ts';

type ImageProblem = Extract<
  CheckProblem,
  {
    kind:
      | 'no-source'
      | 'too-many-images'
      | 'unreadable'
      | 'not-an-image'
      | 'incomplete-image'
      | 'type-not-taken'
      | 'too-large'
      | 'no-pixels'
      | 'no-mark'
      | 'no-drawing'
      | 'no-background'
      | 'too-heavy'
      | 'no-sprites';
  }
>;

export type NoPixels = Extract<CheckProblem, { readonly kind: 'no-pixels' }>;

/** Describes a source or reference image that can't be sent, found before anything was sent. */
export function describeImageProblem(problem: ImageProblem, context: RefusedContext): Message {
  const { t } = context;
  switch (problem.kind) {
    case 'no-source':
      return notSent(context, t('No image is selected.'));
    case 'too-many-images':
      return notSent(
        context,
        t(
          '{0} accepts up to {1} images. You added {2}.',
          sanitize(problem.model),
          problem.most,
          problem.given,
        ),
        ['choose-model'],
      );
    case 'unreadable':
      return notSent(context, describeUnreadable(problem, t));
    case 'not-an-image':
    case 'incomplete-image':
      return notSent(context, describeUnusableFile(problem, t));
    case 'type-not-taken':
      return notSent(
        context,
        t(
          "{0} is {1}, which {2} doesn't accept. Accepted types: {3}.",
          sanitize(problem.file),
          problem.type,
          sanitize(problem.model),
          problem.taken.join(', '),
        ),
        ['choose-model'],
      );
    case 'too-large':
      return notSent(
        context,
        t(
          'The request is {0}, but the gateway accepts up to {1}.',
          sizeText(problem.bytes),
          sizeText(problem.most),
        ),
        problem.side === undefined ? [] : ['send-smaller'],
        problem.side === undefined
          ? t('Use smaller or fewer images.')
          : t('A copy of up to {0} px is small enough.', problem.side),
      );
    case 'no-pixels':
      return notSent(context, describeNoPixels(problem, t), [], adviceFor(problem, t));
    case 'no-mark':
      return notSent(context, t('No region of the image is marked.'));
    case 'no-drawing':
      return notSent(context, describeNoDrawing(problem, t));
    case 'no-background':
      return notSent(context, describeNoBackground(problem, t));
    case 'too-heavy':
      return notSent(context, describeTooHeavy(problem, t));
    case 'no-sprites':
      return notSent(context, describeNoSprites(problem, t));
  }
}

export type NoDrawing = Extract<CheckProblem, { readonly kind: 'no-drawing' }>;

/** Describes an SVG file that can't be drawn, and how to get an image of it, with nothing about sending. */
export function describeNoDrawing(problem: NoDrawing, t: Translate): string {
  const file = sanitize(problem.file);
  switch (problem.why) {
    case 'too-large':
      return t(
        '{0} is larger than {1}, the largest SVG file that Easel draws. Export it as PNG.',
        file,
        sizeText(problem.most),
      );
    case 'external':
      return t(
        '{0} needs another file: {1}. Easel loads none for a drawing. Embed that file in the SVG, or export the drawing as PNG.',
        file,
        sanitize(problem.address, 80),
      );
    case 'failed':
      return t(
        "{0} can't be drawn. Open it in a browser to see what is wrong, or export it as PNG.",
        file,
      );
  }
}

export type UnusableFile = Extract<
  CheckProblem,
  { readonly kind: 'not-an-image' | 'incomplete-image' }
>;

/** Describes a file that isn't a whole image, and how to get the image, with nothing about sending. */
export function describeUnusableFile(problem: UnusableFile, t: Translate): string {
  const file = sanitize(problem.file);
  if (problem.kind === 'incomplete-image') {
    return t(
      '{0} is incomplete: the end of the image is missing. Copy or download it again.',
      file,
    );
  }
  const { found } = problem;
  if (found === undefined) {
    return hasImageExtension(problem.file)
      ? t("{0} isn't an image, despite its file extension.", file)
      : t("{0} isn't an image.", file);
  }
  switch (found) {
    case 'empty':
      return t('{0} is an empty file.', file);
    case 'zeros':
      return t('{0} contains only zeros, so its image is lost or not downloaded yet.', file);
    case 'git-lfs':
      return t('{0} is a Git LFS pointer, not the image. Run “git lfs pull”.', file);
    case 'git-annex':
      return t('{0} is a git-annex pointer, not the image. Run “git annex get”.', file);
    case 'web-page':
      return t('{0} is a web page, not an image. Download the image itself.', file);
    case 'svg':
      return t(
        "{0} is an SVG drawing, which image models don't accept. Open it in the Easel panel, which draws it as an image, or export it as PNG.",
        file,
      );
    case 'apple-double':
      return t(
        '{0} contains only macOS metadata for another file. Use {1} instead.',
        file,
        file.replace(/^\._/, ''),
      );
    case 'pdf':
      return t('{0} is a PDF document, not an image. Export its page as PNG.', file);
  }
}

/** Describes a file that can't be read, with nothing about sending. */
export function describeUnreadable(
  { file, code }: Extract<CheckProblem, { readonly kind: 'unreadable' }>,
  t: Translate,
): string {
  return t("Can't read {0} ({1}).", sanitize(file), code);
}

/**
 * Describes why Easel can't work on an image's pixels. The sentence also describes results and conversions, so it has nothing
 * about sending.
 */
export function describeNoPixels({ why, what, file }: NoPixels, t: Translate): string {
  const sentence = whyNoPixels(why, what, t);
  return file === undefined ? sentence : `${sanitize(file)}: ${sentence}`;
}

function adviceFor({ why }: NoPixels, t: Translate): string | undefined {
  if (why === 'private') {
    return t('Save it as JPEG first, or turn off the setting “easel.photos.stripLocation”.');
  }
  return why === 'type' ? t('Save it as PNG or JPEG first.') : undefined;
}

function whyNoPixels(why: NoPixels['why'], what: string, t: Translate): string {
  switch (why) {
    case 'type':
      return what === ''
        ? t("Easel doesn't recognize this image format.")
        : t("Easel can't decode images of type {0}.", what);
    case 'too-many':
      return t('The image is {0} px. Easel can process up to 64 megapixels.', what);
    case 'broken':
      return t("The image can't be decoded because the file is damaged or incomplete.");
    case 'private':
      return t("Easel can't tell whether the file has location and camera data.");
    case 'not-made':
      return t("The image couldn't be converted to {0}.", what.toUpperCase());
  }
}

/** Describes an image whose background can't be made transparent. */
export function describeNoBackground(
  { why }: Extract<CheckProblem, { kind: 'no-background' }>,
  t: Translate,
): string {
  switch (why) {
    case 'transparent':
      return t('The background is already transparent.');
    case 'not-plain':
      return t("The background isn't a single color, so Easel can't tell it from the subject.");
    case 'all':
      return t('The image is a single color, so nothing would be left.');
  }
}

/** Describes an asset that can't be as light as wanted. */
export function describeTooHeavy(
  { mostBytes, leastBytes }: Extract<CheckProblem, { kind: 'too-heavy' }>,
  t: Translate,
): string {
  return t(
    "The image can't be under {0} without visible damage. The smallest file that still looks right is {1}. Choose a smaller size in px, or WebP.",
    sizeText(mostBytes),
    sizeText(leastBytes),
  );
}

/** Describes a sheet that can't be cut into sprites. */
export function describeNoSprites(
  { found }: Extract<CheckProblem, { kind: 'no-sprites' }>,
  t: Translate,
): string {
  return found === 0
    ? t('No transparent gaps separate the sprites. Enter the number of columns and rows.')
    : t(
        'The image has {0} separate parts, too many for sprites. Enter the number of columns and rows.',
        found,
      );
}
