import type { Point } from './viewport.ts';

/** Red, green, blue, and alpha, 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number, alpha: number];

/** Reads single px of images. It keeps one canvas of 1 px, because a copy of a large image costs its whole size. */
export function pixelReader(): (image: HTMLImageElement, at: Point) => Color | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (image, { x, y }) => {
    if (context === null || !image.complete || image.naturalWidth === 0) return undefined;
    context.clearRect(0, 0, 1, 1);
    context.drawImage(image, x, y, 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha];
  };
}

/** Writes a color as CSS does: `#ff8000`, with the alpha only if the px is not opaque. */
export function colorText([red, green, blue, alpha]: Color): string {
  const parts = alpha === 255 ? [red, green, blue] : [red, green, blue, alpha];
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Returns the place and the color of a px as text. @param width of the image in px, of which a preview has fewer */
export function pixelText(
  image: HTMLImageElement,
  { x, y }: Point,
  width: number,
  read: ReturnType<typeof pixelReader>,
): string {
  const ratio = image.naturalWidth / width;
  const color = read(image, { x: x * ratio, y: y * ratio });
  return `${x}, ${y}${color ? `  ${colorText(color)}` : ''}`;
}
