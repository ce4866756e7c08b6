/**
 * Extensions of files that may be images, or drawings, which the panel turns into images; what they are is for their bytes to say. Keep in step with the `when` clauses of
 * the menus in `package.json`.
 */
export const IMAGE_FILE_EXTENSIONS = [
  'png', 'jpg', 'jpeg', 'webp', 'heic', 'heif', 'gif', 'avif', 'bmp', 'ico', 'tif', 'tiff', 'svg',
] as const; // prettier-ignore

/** Tells whether a path ends in an image extension, in upper or lower case. */
export function hasImageExtension(path: string): boolean {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return IMAGE_FILE_EXTENSIONS.some((known) => known === extension);
}
