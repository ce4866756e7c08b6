import { codeOf } from '../disk/disk.ts';
import { ReplaceError } from '../errors.ts';
import { hashOf } from './hash.ts';
import type { KeptFile, KeptFiles } from './keptFiles.ts';
import { CHANGED } from './replaceFile.ts';

/** A file of the user, on any file system. */
export interface UserFile {
  readonly uri: string;
  readonly name: string;
  /** Returns undefined for a missing file. @throws an error with a code */
  readonly read: () => Promise<Uint8Array | undefined>;
  /**
   * Replaces the content.
   *
   * @param expected the bytes that the file must still have
   * @throws an error with a code; ECHANGED if the file has other bytes
   */
  readonly write: (bytes: Uint8Array, expected: Uint8Array) => Promise<void>;
  /** Creates the file. Takes another name rather than replacing a file. @returns the URI. @throws an error with a code */
  readonly create: (bytes: Uint8Array) => Promise<string>;
}

/** Tells what happened: the file was replaced, it had these bytes already, or it doesn't exist. */
export type Replaced = KeptFile | 'same' | 'missing';

export type Restored =
  /** @param kept the version that was replaced, for a redo */
  | { readonly kind: 'restored'; readonly kept: KeptFile }
  | { readonly kind: 'created'; readonly uri: string }
  | { readonly kind: 'same' }
  | { readonly kind: 'declined' };

/** Asks whether to restore a file that has changed, or that was deleted, since Easel replaced it. */
export type AskToRestore = (why: 'changed' | 'deleted') => Promise<boolean>;

export interface ReplacementsParts {
  readonly kept: KeptFiles;
  readonly open: (uri: string) => UserFile;
}

/** How often to start over when another program changes the file at the same moment. */
const MAX_TRIES = 3;

/**
 * The only way to replace a file of the user. The old bytes are durable before the first new byte is written, and can be restored
 * for 30 days, in every window.
 */
export class Replacements {
  readonly #parts: ReplacementsParts;

  constructor(parts: ReplacementsParts) {
    this.#parts = parts;
  }

  /**
   * Replaces a file. Only call this if the user chose to replace this file.
   *
   * @param result the URI of the image that replaces the file, if it is a file too
   * @throws ReplaceError
   */
  async replace(uri: string, bytes: Uint8Array, result?: string): Promise<Replaced> {
    void this.sweep();
    return await this.#replace(
      this.#parts.open(uri),
      bytes,
      result === undefined ? {} : { result },
    );
  }

  /** Removes old bytes that were kept for 30 days. Never rejects. */
  readonly sweep = (): Promise<void> => this.#parts.kept.sweep();

  /** Returns the latest replacement that can be undone, of any file or of one. Never rejects. */
  async latest(
    of: { readonly uri?: string; readonly result?: string } = {},
  ): Promise<KeptFile | undefined> {
    const all = (await this.#parts.kept.list()).filter(
      (kept) =>
        canUndo(kept) &&
        (of.uri === undefined || kept.uri === of.uri) &&
        (of.result === undefined || kept.result === of.result),
    );
    for (const kept of all) if (!(await this.#isRestored(kept))) return kept;
    return undefined;
  }

  /**
   * Restores the old bytes of a replaced file. The version that they replace is kept in the same way.
   *
   * @throws ReplaceError
   */
  async undo(replacement: KeptFile, ask: AskToRestore): Promise<Restored> {
    const file = this.#parts.open(replacement.uri);
    const bytes = await this.#parts.kept.read(replacement).catch((error: unknown) => {
      throw new ReplaceError(file.name, 'recall', codeOf(error), { cause: error });
    });
    const current = await readFrom(file);
    if (current === undefined) return await recreate(file, bytes, ask);
    const hash = await hashOf(current);
    if (hash === replacement.kept) return { kind: 'same' };
    const hadChanged = hash !== replacement.written;
    if (hadChanged && !(await ask('changed'))) return { kind: 'declined' };
    const kept = await this.#replace(file, bytes, { undoes: replacement.id, hadChanged });
    if (kept === 'missing') return await recreate(file, bytes, ask);
    return kept === 'same' ? { kind: 'same' } : { kind: 'restored', kept };
  }

  async #replace(
    file: UserFile,
    bytes: Uint8Array,
    facts: Pick<KeptFile, 'result' | 'undoes' | 'hadChanged'>,
  ): Promise<Replaced> {
    const written = await hashOf(bytes);
    for (let tries = 1; ; tries += 1) {
      const before = await readFrom(file);
      if (before === undefined) return 'missing';
      if (isSame(before, bytes)) return 'same';
      const kept = await this.#keep(file, before, { ...facts, uri: file.uri, written });
      try {
        await file.write(bytes, before);
        return kept;
      } catch (error) {
        const now = await file.read().catch(() => undefined);
        // A network drive can lose the reply to a rename that happened.
        if (isSame(now, bytes)) return kept;
        const hasChanged = codeOf(error) === CHANGED;
        const isIntact = hasChanged || isSame(now, before);
        if (isIntact) await this.#parts.kept.drop(kept);
        if (hasChanged && tries < MAX_TRIES) continue;
        throw new ReplaceError(file.name, 'write', codeOf(error), { isIntact, cause: error });
      }
    }
  }

  async #keep(
    file: UserFile,
    bytes: Uint8Array,
    facts: Parameters<KeptFiles['keep']>[1],
  ): Promise<KeptFile> {
    try {
      return await this.#parts.kept.keep(bytes, facts);
    } catch (error) {
      throw new ReplaceError(file.name, 'keep', codeOf(error), { cause: error });
    }
  }

  /** A file that can't be read now isn't known to be restored. */
  async #isRestored({ uri, kept }: KeptFile): Promise<boolean> {
    const bytes = await this.#parts
      .open(uri)
      .read()
      .catch(() => undefined);
    return bytes !== undefined && (await hashOf(bytes)) === kept;
  }
}

/** An undo that only took back Easel's own bytes isn't a step to undo again: that would be a redo. */
function canUndo({ undoes, hadChanged }: KeptFile): boolean {
  return undoes === undefined || hadChanged === true;
}

async function recreate(file: UserFile, bytes: Uint8Array, ask: AskToRestore): Promise<Restored> {
  if (!(await ask('deleted'))) return { kind: 'declined' };
  try {
    return { kind: 'created', uri: await file.create(bytes) };
  } catch (error) {
    throw new ReplaceError(file.name, 'write', codeOf(error), { cause: error });
  }
}

async function readFrom(file: UserFile): Promise<Uint8Array | undefined> {
  try {
    return await file.read();
  } catch (error) {
    throw new ReplaceError(file.name, 'write', codeOf(error), { cause: error });
  }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one !== undefined && Buffer.compare(one, other) === 0;
}
