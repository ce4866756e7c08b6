import { CheckError } from '../../errors.ts';
import { parseLocation, type Places } from './locations.ts';

/** The placeholders of `easel.output.folder`, without `${…}`. */
export const FOLDER_PLACEHOLDERS = ['sourceDir', 'workspaceFolder'] as const;

export interface OutputFolder {
  /** URI. */
  readonly folder: string;
  /** The folder is created if it is missing: it is inside the workspace. */
  readonly mayCreate?: true;
}

/** Where the source is, and where the workspace is that it belongs to. */
interface FolderContext extends Pick<Places, 'join' | 'toUri'> {
  /** URI of the source's folder; undefined for a new image. */
  readonly sourceDir: string | undefined;
  /** URI of the workspace folder that has the source, or of the first one; undefined if none is open. */
  readonly workspaceFolder: string | undefined;
}

/**
 * Returns the folder that `easel.output.folder` names: a path relative to the workspace folder or to one of the placeholders, or an
 * absolute path. Without a source, `${sourceDir}` is the workspace folder. Only what stays inside the workspace folder by its path
 * is created; the runner refuses a link that leads out.
 *
 * @returns undefined if the setting needs a folder that isn't there: the result then goes next to its source
 * @throws CheckError `unknown-placeholder`, `foreign-folder`
 */
export function outputFolder(setting: string, context: FolderContext): OutputFolder | undefined {
  const { sourceDir, workspaceFolder, join, toUri } = context;
  const [, name, rest = ''] = /^\$\{([^}]*)\}(.*)$/s.exec(setting.trim()) ?? [];
  const stray = /\$\{([^}]*)\}/.exec(name === undefined ? setting : rest)?.[1];
  const placeholder = stray ?? (name === undefined || isKnown(name) ? undefined : name);
  if (placeholder !== undefined) {
    const known = FOLDER_PLACEHOLDERS;
    throw new CheckError({ kind: 'unknown-placeholder', placeholder, known, setting: 'folder' });
  }
  if (name === undefined) {
    const location = parseLocation(setting.trim());
    if (location.kind === 'uri') refuseForeign(location.uri, workspaceFolder ?? sourceDir);
    if (location.kind !== 'relative') return { folder: toUri(location) };
  }
  const path = name === undefined ? setting.trim() : rest;
  const start = name === 'sourceDir' ? (sourceDir ?? workspaceFolder) : workspaceFolder;
  if (start === undefined) return undefined;
  const tidy = path
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/+$/, '');
  const folder = tidy === '' || tidy === '.' ? start : join(start, tidy);
  return { folder, ...(isWithin(folder, workspaceFolder) && { mayCreate: true as const }) };
}

/**
 * Refuses a URI of another file system than a workspace's own, because a workspace can set it. Other extensions' file systems write to
 * servers, and the image is the user's.
 *
 * @param own a URI in the workspace; undefined if none is open
 * @throws CheckError `foreign-folder`
 */
function refuseForeign(uri: string, own = 'file:///'): void {
  const [asked, known] = [fileSystemOf(uri), fileSystemOf(own)];
  if (asked !== known) {
    throw new CheckError({ kind: 'foreign-folder', scheme: asked.replace(/:.*$/s, '') });
  }
}

/**
 * Returns the scheme and the authority, such as `vscode-remote://ssh-remote+host`. A file's authority is left out: it names a server
 * of the network, which a path can name as well.
 */
function fileSystemOf(uri: string): string {
  const [, scheme = '', authority = ''] =
    /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?/i.exec(uri) ?? [];
  const name = scheme.toLowerCase();
  return name === 'file' ? name : `${name}://${decoded(authority).toLowerCase()}`;
}

/** VS Code encodes the `+` of an authority in the URIs that it writes. */
function decoded(authority: string): string {
  try {
    return decodeURIComponent(authority);
  } catch {
    return authority;
  }
}

/** Returns whether results go next to their sources. */
export function isBesideSource(setting: string): boolean {
  return setting.trim().startsWith('${sourceDir}');
}

/** Returns the URI of the workspace folder that has a file, or of the first one. */
export function workspaceFolderOf(
  uri: string | undefined,
  { folders }: Pick<Places, 'folders'>,
): string | undefined {
  const having = folders.filter((one) => uri !== undefined && isWithin(uri, one.uri));
  // Folders of a workspace can lie in each other.
  const [nearest] = having.toSorted((a, b) => b.uri.length - a.uri.length);
  return (nearest ?? folders[0])?.uri;
}

function isKnown(name: string): boolean {
  return FOLDER_PLACEHOLDERS.some((known) => known === name);
}

/** Compares URIs: `join` has resolved every `..`. */
function isWithin(folder: string, workspace: string | undefined): boolean {
  return workspace !== undefined && folder.startsWith(`${workspace.replace(/\/$/, '')}/`);
}
