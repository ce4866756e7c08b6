import { SAVED_TYPES, type SavedType } from './protocol.ts';

/** The extensions of each type, the usual one first. */
export const SAVED_EXTENSIONS: Readonly<Record<SavedType, readonly [string, ...string[]]>> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  webp: ['webp'],
};

export interface SavedName {
  readonly stem: string;
  readonly extension: string;
  /** What the bytes have to be, so that the name is true. */
  readonly type: SavedType;
}

/** What a file is to be that gets this name: an extension of one of the types was typed last, so it decides. */
export function savedName(name: string, chosen: SavedType): SavedName {
  const [, stem = name, typed = ''] = /^(.+)\.([^.]+)$/.exec(name) ?? [];
  const type = SAVED_TYPES.find((one) => SAVED_EXTENSIONS[one].includes(typed.toLowerCase()));
  if (type !== undefined) return { stem, extension: typed.toLowerCase(), type };
  return { stem: name, extension: SAVED_EXTENSIONS[chosen][0], type: chosen };
}
