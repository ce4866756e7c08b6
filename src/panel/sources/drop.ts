import { MAX_DROPPED } from './protocol.ts';

/**
 * Returns the dropped addresses that are inside the workspace, as they were given. They come from the `text/uri-list` of a
 * drag (RFC 2483, 5), which any program can write, so each one is parsed as a URL and normalized before the comparison.
 *
 * @param folders of the workspace, as URIs
 */
export function insideWorkspace(
  addresses: readonly string[],
  folders: readonly string[],
): readonly string[] {
  const places = folders.map(placeOf).filter((place) => place !== undefined);
  return addresses.slice(0, MAX_DROPPED).filter((address) => {
    const place = placeOf(address);
    return place !== undefined && places.some((folder) => isWithin(place, folder));
  });
}

/**
 * Converts an address of a remote window for an extension that runs on the remote machine: the workbench writes
 * `vscode-remote://…` for files that are `file:` there.
 */
export function onRemoteMachine(address: string): string {
  return address.replace(/^vscode-remote:\/\/[^/]*/, 'file://');
}

interface Place {
  /** Scheme and authority. */
  readonly root: string;
  readonly segments: readonly string[];
}

function placeOf(address: string): Place | undefined {
  try {
    const { protocol, host, pathname, search, hash } = new URL(address);
    if (search !== '' || hash !== '') return undefined;
    const segments = decodeURIComponent(pathname).split(/[/\\]/).filter(Boolean);
    // An encoded slash can add `..` segments that the URL parser did not resolve.
    if (segments.includes('..') || segments.some((segment) => segment.includes('\0'))) {
      return undefined;
    }
    return { root: `${protocol}//${host}`, segments: segments.map(foldDrive) };
  } catch {
    return undefined;
  }
}

function isWithin({ root, segments }: Place, folder: Place): boolean {
  if (root !== folder.root || segments.length <= folder.segments.length) return false;
  return folder.segments.every((segment, index) => segment === segments[index]);
}

/** Drive letters of Windows come in either case. */
function foldDrive(segment: string, index: number): string {
  return index === 0 && /^[a-z]:$/i.test(segment) ? segment.toLowerCase() : segment;
}
