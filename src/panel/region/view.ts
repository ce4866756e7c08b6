import type { Translate } from '../../text/translate.ts';
import type { PanelImage } from '../sources/state.ts';
import type { RegionView } from './protocol.ts';

/** Returns what the page needs to show and edit the region, or why there can be none: it draws on a preview. */
export function regionView(
  image: PanelImage,
  t: Translate,
): { readonly region: RegionView } | { readonly noRegion: string } {
  const { canPreview, standIn, markable, region = [] } = image;
  const isShown = canPreview || standIn !== undefined;
  if (!isShown || markable === undefined) return { noRegion: whyNone(image, t) };
  return { region: { ...markable, strokes: [...region] } };
}

function whyNone({ mimeType, markable, hasNoStandIn }: PanelImage, t: Translate): string {
  if (mimeType === 'image/heic' || mimeType === 'image/heif') {
    return t(
      'There is no preview of HEIC images, because neither VS Code nor Easel can decode them. You can edit the whole image. To mark a region, save the image as PNG or JPEG.',
    );
  }
  if (markable === undefined) return t("You can't mark a region on this image.");
  return hasNoStandIn
    ? t("There is no preview, because the image can't be decoded. You can't mark a region on it.")
    : t('Preparing the preview…');
}
