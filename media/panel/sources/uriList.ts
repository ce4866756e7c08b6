import { MOST_DROPPED } from '../../../src/panel/sources/drop.ts';

/** The lines of a `text/uri-list` that are addresses: RFC 2483, 5, begins comments with `#`. */
export function listedAddresses(list: string): string[] {
  return list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && line.length <= 4096)
    .slice(0, MOST_DROPPED);
}
