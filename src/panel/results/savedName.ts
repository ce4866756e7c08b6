import { SAVED_TYPES, type SavedType } from './protocol.ts';

/** The file extensions of each type, the default first. */
export const SAVED_EXTENSIONS: Readonly<Record<SavedType, readonly [string, ...string[]]>> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  webp: ['webp'],
};

export interface SavedName {
  readonly stem: string;
  readonly extension: string;
  /** The type that the extension promises. */
  readonly type: SavedType;
}

/** Splits the name that the user entered. Its extension overrides the type that was chosen before. */
export function savedName(name: string, chosen: SavedType): SavedName {
  const [, stem = name, ending = ''] = /^(.+)\.([^.]+)$/.exec(name) ?? [];
  const type = SAVED_TYPES.find((one) => SAVED_EXTENSIONS[one].includes(ending.toLowerCase()));
  if (type !== undefined) return { stem, extension: ending.toLowerCase(), type };
  return { stem: name, extension: SAVED_EXTENSIONS[chosen][0], type: chosen };
}
