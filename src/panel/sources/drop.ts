/** More than this in one drop is a slip of the hand. */
export const MOST_DROPPED = 50;

/**
 * Which of the addresses that were dropped on the panel are inside the workspace. They come from the drag's
 * `text/uri-list` (RFC 2483, 5), whoever wrote it, so each is read as a URL and walked to its end before it is compared.
 *
 * @param folders the workspace's folders, as URIs
 * @returns the addresses as they were given; what lies elsewhere, or is no address, is left out
 */
export function insideWorkspace(
  addresses: readonly string[],
  folders: readonly string[],
): readonly string[] {
  const places = folders.map(placeOf).filter((place) => place !== undefined);
  return addresses.slice(0, MOST_DROPPED).filter((address) => {
    const place = placeOf(address);
    return place !== undefined && places.some((folder) => isWithin(place, folder));
  });
}

/**
 * The same file as this side names it: in a remote window the workbench writes `vscode-remote://…`, while an extension that
 * runs over there knows its files by `file:`.
 */
export function asSeenOverThere(address: string): string {
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
    // An encoded slash can bring steps along that the URL's own rules did not see.
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

/** Windows writes its drives in either case. */
function foldDrive(segment: string, index: number): string {
  return index === 0 && /^[a-z]:$/i.test(segment) ? segment.toLowerCase() : segment;
}
