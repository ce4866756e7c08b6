import { MAX_DROPPED } from '../../../src/panel/sources/protocol.ts';

/** Returns the addresses of a `text/uri-list`, where comments start with `#` (RFC 2483, 5). */
export function parseUriList(list: string): string[] {
  return list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && line.length <= 4096)
    .slice(0, MAX_DROPPED);
}
