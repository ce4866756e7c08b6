import type { FromPanel } from '../../../src/panel/protocol.ts';
import type { HostView } from '../../../src/panel/viewProtocol.ts';
import {
  MOST_ENCODED_BYTES,
  type Encode,
  type SavedType,
} from '../../../src/panel/results/protocol.ts';

/** Makes the file that the host asked for, of an image that is shown; says so where that cannot be done. */
export async function encodeForHost(
  { request, image, of, to, quality }: Encode,
  view: HostView | undefined,
): Promise<FromPanel> {
  const src = view && addressOf(view, image, of);
  const file = src === undefined ? undefined : await pictureFile(src, to, quality);
  if (file === undefined || file.size > MOST_ENCODED_BYTES) return { type: 'not-encoded', request };
  return { type: 'encoded', request, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function addressOf(view: HostView, image: string, of: Encode['of']): string | undefined {
  const result = view.results.find(({ id }) => id === image);
  if (of === 'source') return result?.source?.src;
  return result?.src ?? view.images.find(({ id }) => id === image)?.src;
}

/**
 * The picture at an address as a file of that type; undefined where it cannot be had.
 *
 * @param quality 1 to 100; WebP of 100 is lossless
 */
export async function pictureFile(
  src: string,
  to: SavedType,
  quality = 100,
): Promise<Blob | undefined> {
  try {
    const picture = new Image();
    // Without it the canvas counts as another origin's, and gives nothing back.
    picture.crossOrigin = 'anonymous';
    picture.src = src;
    await picture.decode();
    return await asFile(drawn(picture, to === 'jpeg'), to, quality);
  } catch {
    // Gone, damaged, or larger than a canvas: whoever asked says what that means.
    return undefined;
  }
}

/** @param isOpaque on white, for what knows no transparency */
function drawn(picture: HTMLImageElement, isOpaque: boolean): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  if (isOpaque) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  pen.drawImage(picture, 0, 0);
  return canvas;
}

function asFile(
  canvas: HTMLCanvasElement,
  to: SavedType,
  quality: number,
): Promise<Blob | undefined> {
  return new Promise((resolve) => {
    canvas.toBlob((file) => { resolve(file ?? undefined); }, `image/${to}`, quality / 100); // prettier-ignore
  });
}
