type ImageType = 'png' | 'jpeg' | 'webp';

interface EncodeOptions {
  /** 1 to 100; WebP of 100 is lossless. */
  readonly quality?: number;
  /** In px. Missing: that of the image. A drawing gets sharp in any size. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Encodes the image at an address as a file. Returns undefined if the image is missing, damaged, or larger than a canvas. */
export async function encodeImage(
  src: string,
  to: ImageType,
  { quality = 100, size }: EncodeOptions = {},
): Promise<Blob | undefined> {
  try {
    const image = new Image();
    // Otherwise the canvas counts as that of another origin, and can't be read.
    image.crossOrigin = 'anonymous';
    image.src = src;
    await image.decode();
    return await encodeCanvas(draw(image, to === 'jpeg', size), to, quality);
  } catch {
    return undefined;
  }
}

/** @param isOpaque draws on white, for types without transparency */
function draw(
  image: HTMLImageElement,
  isOpaque: boolean,
  { width, height } = { width: image.naturalWidth, height: image.naturalHeight },
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  if (isOpaque) {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(image, 0, 0, width, height);
  return canvas;
}

function encodeCanvas(
  canvas: HTMLCanvasElement,
  to: ImageType,
  quality: number,
): Promise<Blob | undefined> {
  return new Promise((resolve) => {
    canvas.toBlob((file) => { resolve(file ?? undefined); }, `image/${to}`, quality / 100); // prettier-ignore
  });
}
