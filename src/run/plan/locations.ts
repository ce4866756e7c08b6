import { CheckError } from '../../errors.ts';
import type { RunOptions } from './options.ts';

/** What a text names a file by: a URI, a path from a root, or a path that starts at a workspace folder. */
export type Location =
  | { readonly kind: 'uri'; readonly uri: string }
  /** An absolute POSIX path. In a remote window, it is a path of the remote machine. */
  | { readonly kind: 'absolute'; readonly path: string }
  /** A path below the home folder, without `~/`. */
  | { readonly kind: 'home'; readonly path: string }
  /** `C:\x` or `\\server\share\x`, with `/` between its parts. `authority`: the server. */
  | { readonly kind: 'windows'; readonly authority: string; readonly path: string }
  /** With `/` between its parts; may begin with `..`. */
  | { readonly kind: 'relative'; readonly path: string };

/**
 * Parses what a person, an agent, or a script writes for a file. A scheme has two letters or more and a slash after it: `C:\x` is a
 * drive, and `shot:1.png` a file name. `~` alone stands for the home folder, as in shells; `~x` is a name.
 */
export function parseLocation(text: string): Location {
  if (/^[a-z][a-z0-9+.-]+:\//i.test(text)) return { kind: 'uri', uri: text };
  // Windows' own spelling for paths without limits: \\?\C:\x and \\?\UNC\server\share.
  const plain = text.replace(/^\\\\[?.]\\(UNC\\)?/i, (_, unc) => (unc === undefined ? '' : '\\\\'));
  const drive = /^([a-z]):[\\/]?(.*)$/is.exec(plain);
  if (drive !== null) {
    const [, letter = '', rest = ''] = drive;
    return { kind: 'windows', authority: '', path: `/${letter}:/${slashed(rest)}` };
  }
  const unc = /^\\\\([^\\/]+)[\\/](.*)$/s.exec(plain);
  if (unc !== null) {
    const [, server = '', rest = ''] = unc;
    return { kind: 'windows', authority: server, path: `/${slashed(rest)}` };
  }
  if (plain.startsWith('/')) return { kind: 'absolute', path: plain };
  if (plain === '~' || /^~[\\/]/.test(plain)) {
    return { kind: 'home', path: slashed(plain.slice(2)) };
  }
  return { kind: 'relative', path: slashed(plain).replace(/^(?:\.\/)+/, '') };
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Where relative paths start, and how the other locations become URIs. */
export interface Places {
  /** The workspace's folders, as URIs with their names. */
  readonly folders: readonly WorkspacePlace[];
  /** Appends a path with `/`; `..` leads up. */
  readonly join: (folder: string, path: string) => string;
  /** Returns the URI of any location that isn't relative. */
  readonly toUri: (location: Exclude<Location, { readonly kind: 'relative' }>) => string;
}

interface Lookup extends Places {
  readonly kind: (uri: string) => Promise<'file' | 'folder' | 'missing'>;
}

export interface WorkspacePlace {
  readonly uri: string;
  readonly name: string;
}

/**
 * Turns the paths in options into URIs. A relative image is in the first workspace folder that has it; a relative target that
 * doesn't exist yet is in the first folder. With several folders, a path can begin with a folder's name, as VS Code shows it.
 *
 * @throws CheckError `not-found`, `no-folder`
 */
export async function resolveLocations<Options extends Pick<RunOptions, 'images' | 'target'>>(
  options: Options,
  places: Lookup,
): Promise<Options> {
  const { images, target } = options;
  const resolved: string[] = [];
  for (const image of images ?? []) resolved.push(await resolveImage(image, places));
  return {
    ...options,
    ...(images !== undefined && { images: resolved }),
    ...(target !== undefined && { target: await resolveTarget(target, places) }),
  };
}

async function resolveImage(text: string, places: Lookup): Promise<string> {
  const location = parseLocation(text);
  // Reading it says what is wrong with a URI.
  if (location.kind === 'uri') return location.uri;
  const candidates = candidatesOf(text, location, places);
  const found = await firstExisting(candidates, places);
  if (found === undefined) throw new CheckError({ kind: 'not-found', path: text });
  return found;
}

async function resolveTarget(text: string, places: Lookup): Promise<string> {
  const location = parseLocation(text);
  if (location.kind === 'uri') return location.uri;
  const candidates = candidatesOf(text, location, places);
  return (await firstExisting(candidates, places)) ?? candidates[0] ?? text;
}

function candidatesOf(text: string, location: Location, places: Places): readonly string[] {
  if (location.kind !== 'relative') return [places.toUri(location)];
  const { folders, join } = places;
  if (folders.length === 0) throw new CheckError({ kind: 'no-folder', path: text });
  const { path } = location;
  const slash = path.indexOf('/');
  const named = folders.filter(({ name }) => folders.length > 1 && name === path.slice(0, slash));
  return [
    ...folders.map(({ uri }) => join(uri, path)),
    ...named.map(({ uri }) => join(uri, path.slice(slash + 1))),
  ];
}

async function firstExisting(
  uris: readonly string[],
  { kind }: Lookup,
): Promise<string | undefined> {
  for (const uri of uris) if ((await kind(uri)) !== 'missing') return uri;
  return undefined;
}
