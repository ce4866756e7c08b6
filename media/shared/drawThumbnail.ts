/** The longest side of a drawing, in px of the screen: 56 px of the page at twice their density. */
const SIDE = 112;

/** Draws what is at the address into the canvas, which gets the picture's proportions. @returns whether it could be loaded */
export type DrawThumbnail = (src: string, canvas: HTMLCanvasElement) => Promise<boolean>;

/** One after the other: a picture needs its whole size in memory while it is made small. */
export function drawInTurn(): DrawThumbnail {
  let last = Promise.resolve(true);
  return (src, canvas) => {
    last = last.then(() => draw(src, canvas)).catch(() => false);
    return last;
  };
}

async function draw(src: string, canvas: HTMLCanvasElement): Promise<boolean> {
  const image = await loaded(src);
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const size = (side: number) => Math.max(1, Math.round(side * scale));
  const small = await createImageBitmap(image, {
    resizeWidth: size(width),
    resizeHeight: size(height),
    resizeQuality: 'medium',
  });
  canvas.width = small.width;
  canvas.height = small.height;
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(small);
  image.src = '';
  return true;
}

/** Not by `decode()`: that keeps what it decoded, and the drawing decodes once more. */
function loaded(src: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      resolve(image);
    };
    image.onerror = () => {
      reject(new Error('The picture does not load.'));
    };
    image.src = src;
  });
}
