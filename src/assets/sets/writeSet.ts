import type { Target } from '../../disk/target.ts';
import type { SetOutput } from './makeSet.ts';
import type { SetFacts, SetId, SetPlace, Snippet, TextFile } from './set.ts';
import { SET_KINDS } from './setKinds.ts';

/** A set that is made, and not yet written. */
export interface MadeSet extends SetOutput {
  readonly set: SetId;
  /** The name of the image, without its extension. */
  readonly stem: string;
}

/** A file that was written. */
export interface CreatedFile {
  readonly uri: string;
  readonly name: string;
}

/** The files and folders that Easel created for a set. */
export interface WrittenSet {
  /** URI of the set's folder. */
  readonly folder: string;
  /** URIs of all folders that were created, each after the one that holds it. */
  readonly folders: readonly string[];
  readonly files: readonly CreatedFile[];
}

export interface SetFiles {
  /** Returns the last part of a URI's path, decoded. */
  readonly name: (uri: string) => string;
  /** Creates a folder that doesn't exist, under the first free name. @throws SaveError */
  readonly createFolder: (parent: string, name: string) => Promise<string>;
  /** Writes a new file under a free name and returns its URI. Never replaces a file. @throws SaveError */
  readonly publish: (bytes: Uint8Array, target: Target, extension: string) => Promise<string>;
  /** Removes files that were just written, and then the folders if they are empty. Never rejects. */
  readonly discard: (written: WrittenSet) => Promise<void>;
}

export interface WriteParts {
  readonly files: SetFiles;
  /** Returns what the texts need to know about the set's folder. */
  readonly placeOf: (folder: string) => SetPlace;
  readonly signal?: AbortSignal | undefined;
  /** Called before each file. @param index from 0 */
  readonly onStart?: (index: number, all: number, path: string) => void;
}

/** Returns the text files of a set. */
export function textsOf(made: MadeSet, place: SetPlace): readonly TextFile[] {
  return SET_KINDS[made.set].texts?.(factsOf(made), place) ?? [];
}

/** Returns the text that puts a set to use; undefined if it needs none. */
export function snippetOf(made: MadeSet, place: SetPlace): Snippet | undefined {
  return SET_KINDS[made.set].snippet?.(factsOf(made), place);
}

function factsOf({ files, background, stem, atlas }: MadeSet): SetFacts {
  return { files, background, stem, atlas };
}

/**
 * Writes a set into a new folder. All of it or nothing: after a failure or an abort, it removes what it had written.
 *
 * @param parent URI of the folder that holds the new one
 * @param name of the new folder; a number is added if it is taken
 * @throws SaveError, or the signal's reason
 */
export async function writeSet(
  made: MadeSet,
  { parent, name }: { readonly parent: string; readonly name: string },
  { files, placeOf, signal, onStart }: WriteParts,
): Promise<WrittenSet> {
  const folder = await files.createFolder(parent, name);
  const folders = new Map([['', folder]]);
  const written: CreatedFile[] = [];
  const result = (): WrittenSet => ({ folder, folders: [...folders.values()], files: written });
  const texts = textsOf(made, placeOf(folder));
  const all = made.files.length + texts.length;
  const write = async (path: string, bytes: Uint8Array): Promise<void> => {
    signal?.throwIfAborted();
    onStart?.(written.length, all, path);
    const { inside, stem, extension } = pathParts(path);
    let at = folders.get(inside);
    if (at === undefined) {
      at = await files.createFolder(folder, inside);
      folders.set(inside, at);
    }
    const uri = await files.publish(bytes, { folder: at, stem }, extension);
    written.push({ uri, name: files.name(uri) });
  };
  try {
    for (const { path, start, end } of made.files) {
      await write(path, made.bytes.subarray(start, end));
    }
    for (const { path, text } of texts) await write(path, Buffer.from(text));
    signal?.throwIfAborted();
  } catch (error) {
    await files.discard(result());
    throw error;
  }
  return result();
}

/** Sets have folders of one level only. */
function pathParts(path: string) {
  const slash = path.lastIndexOf('/');
  const dot = path.lastIndexOf('.');
  return {
    inside: path.slice(0, Math.max(0, slash)),
    stem: path.slice(slash + 1, dot),
    extension: path.slice(dot + 1),
  };
}
