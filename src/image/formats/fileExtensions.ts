/** Endings of files that may be images; what they are is said by their bytes alone. The manifest's menus list the same. */
export const IMAGE_FILE_EXTENSIONS = [
  'png', 'jpg', 'jpeg', 'webp', 'heic', 'heif', 'gif', 'avif', 'bmp',
] as const; // prettier-ignore

export function hasImageExtension(path: string): boolean {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return IMAGE_FILE_EXTENSIONS.some((known) => known === extension);
}
