/**
 * The rooms of `src/`, from the ground to the roof. A file imports from its own room and from rooms above it in this
 * list, never from one below. The first entry and the last ones are files that stand alone in `src/`.
 */
export const ROOMS = [
  'version.ts',
  'errors',
  'text',
  'dialogs',
  'disk',
  'replace',
  'image',
  'assets',
  'catalog',
  'page',
  'request',
  'reply',
  'gateway',
  'practice',
  'history',
  'spool',
  'messages',
  'route',
  'run',
  'panel',
  'routePage',
  'setPage',
  'vscode',
  'commandIds.ts',
  'easel.ts',
  'extension.ts',
] as const;

/**
 * What a page may import from `src/` besides protocol files: pure code that must give the same answer on both sides.
 */
export const SHARED_WITH_PAGES: readonly string[] = [
  // The page says how much of an image a region covers, by the pixels that the host will use.
  'src/image/pixels/pixels.ts',
  'src/image/region/mask.ts',
  // The page says what an exact size requests and costs.
  'src/assets/sizeText.ts',
  'src/catalog/exactSize.ts',
];
