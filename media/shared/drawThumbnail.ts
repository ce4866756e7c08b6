/** The longest side of a thumbnail, in screen px: 96 CSS px at a density of 2. */
const SIDE = 192;

/**
 * Draws the image at an address into the canvas, which gets its proportions.
 *
 * @param isWanted returns false for an image that is no longer in sight when its turn comes
 * @returns whether the image is drawn
 */
export type DrawThumbnail = (
  src: string,
  canvas: HTMLCanvasElement,
  isWanted: () => boolean,
) => Promise<boolean>;

/** Scaling an image holds the thread for longer than a frame, so it waits until nothing was scrolled or typed for so many ms. */
const REST_MS = 100;

/** Draws one image at a time, because scaling needs the whole image in memory. */
export function drawInTurn(): DrawThumbnail {
  let usedAt = -REST_MS;
  const options = { capture: true, passive: true };
  for (const event of ['scroll', 'input']) {
    document.addEventListener(event, () => (usedAt = performance.now()), options);
  }
  const rest = async (): Promise<void> => {
    const left = () => usedAt + REST_MS - performance.now();
    while (left() > 0) await new Promise((resolve) => setTimeout(resolve, left()));
  };
  const drawAtRest = async (
    src: string,
    canvas: HTMLCanvasElement,
    isWanted: () => boolean,
  ): Promise<boolean> => {
    await rest();
    if (!isWanted()) return false;
    const image = await loaded(src);
    // Loading doesn't hold the thread, so the user may have scrolled on.
    await rest();
    const isDrawn = isWanted() && draw(image, canvas);
    image.src = '';
    return isDrawn;
  };
  let last = Promise.resolve(true);
  return (src, canvas, isWanted) => {
    last = last.then(() => drawAtRest(src, canvas, isWanted)).catch(() => false);
    return last;
  };
}

function draw(image: HTMLImageElement, canvas: HTMLCanvasElement): boolean {
  // An SVG without a size has none here either.
  const [width, height] = [image.naturalWidth || SIDE, image.naturalHeight || SIDE];
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const size = (side: number) => Math.max(1, Math.round(side * scale));
  [canvas.width, canvas.height] = [size(width), size(height)];
  // Without a GPU: that would need the whole image in its memory for one small drawing. Unlike an image bitmap, a canvas turns
  // photos upright and draws an SVG without a size.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return false;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return true;
}

/** Doesn't use `decode()`, which keeps the decoded image although drawing decodes it again. */
function loaded(src: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      resolve(image);
    };
    image.onerror = () => {
      reject(new Error('The image does not load.'));
    };
    image.src = src;
  });
}
