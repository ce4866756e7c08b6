import { EXTENSIONS, WRITTEN_TYPES, type WrittenType } from '../../../assets/formats.ts';

export interface SavedName {
  readonly stem: string;
  readonly extension: string;
  /** The type that the extension promises. */
  readonly type: WrittenType;
}

/** Splits the name that the user entered. Its extension overrides the type that was chosen before. */
export function savedName(name: string, chosen: WrittenType): SavedName {
  const [, stem = name, ending = ''] = /^(.+)\.([^.]+)$/.exec(name) ?? [];
  const type = WRITTEN_TYPES.find((one) => EXTENSIONS[one].includes(ending.toLowerCase()));
  if (type !== undefined) return { stem, extension: ending.toLowerCase(), type };
  return { stem: name, extension: EXTENSIONS[chosen][0], type: chosen };
}
