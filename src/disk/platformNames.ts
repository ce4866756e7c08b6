/** What each system makes of a name or a path. The platform is an argument, so that every system's rules are tested on all. */
import { Buffer } from 'node:buffer';
import { posix, win32 } from 'node:path';
import { addEnding, clip, DEVICE, MAX_NUMBER, numberedName } from './names.ts';

type Platform = NodeJS.Platform;

/** What is reserved for a stem at the end of a name: the highest number, and a dot with an extension of four letters. */
const ENDING = numberedName('', MAX_NUMBER, 'jpeg');
/** A stem shorter than this says nothing about its image, so a path that leaves less room stays long. */
const MIN_STEM = 16;

/** The longest name: 255 units of what {@link nameLength} counts, on each system. */
const MAX_NAME = 255;
/** The longest path, without the zero at its end. Node writes longer ones on Windows, but most other programs can't open them. */
const MAX_PATH: Readonly<Partial<Record<Platform, number>>> = { win32: 259, darwin: 1023 };
const MAX_PATH_ELSEWHERE = 4095;

const FORBIDDEN_ON_WINDOWS = /[<>:"/\\|?*\0-\x1f]|[. ]$/;

/**
 * Tells whether a system stores exactly this name for a file. Otherwise it refuses the name, drops its end, or opens a device or a
 * hidden stream instead of a file.
 */
export function keepsName(name: string, platform: Platform): boolean {
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) return false;
  // Half a surrogate pair has no UTF-8, so it would become another character.
  if (/\p{Cs}/u.test(name) || nameLength(name, platform) > MAX_NAME) return false;
  if (platform === 'win32') return !FORBIDDEN_ON_WINDOWS.test(name) && !DEVICE.test(name);
  // Finder shows a colon as a slash. APFS refuses characters that Unicode doesn't define.
  if (platform === 'darwin') return !/[:\p{Cn}]/u.test(name);
  return true;
}

/**
 * Measures a name as the system's limit does: in UTF-16 units on Windows and macOS, and in bytes of UTF-8 elsewhere. HFS+ takes
 * letters and accents apart before it counts.
 */
export function nameLength(name: string, platform: Platform): number {
  if (platform === 'win32') return name.length;
  return platform === 'darwin' ? name.normalize('NFD').length : Buffer.byteLength(name);
}

/**
 * Returns the same text for all names that are one name for a system: Windows ignores case, and macOS also how accents are encoded
 * and some invisible characters. A folder can be set to work differently, so this only finds names that may be the same; whether a
 * name is free is decided by creating it exclusively.
 */
export function nameKey(name: string, platform: Platform): string {
  if (platform === 'win32') return upperUnits(name);
  if (platform !== 'darwin') return name;
  // HFS+ ignores these. APFS keeps them apart.
  const visible = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '');
  return visible.normalize('NFD').toUpperCase().normalize('NFD');
}

/** NTFS compares single UTF-16 units in upper case, so `ß` stays apart from `SS`. */
function upperUnits(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    const upper = text.charAt(at).toUpperCase();
    return upper.length === 1 ? upper : text.charAt(at);
  }).join('');
}

/**
 * Shortens a stem so that every numbered name with it fits into the folder: within the limit for names, and within the one for
 * paths if that leaves enough of the stem.
 *
 * @param folder absolute path
 */
export function fitStem(stem: string, folder: string, platform: Platform): string {
  const measure = (text: string) => nameLength(text, platform);
  const roomInName = MAX_NAME - ENDING.length;
  const roomInPath = maxPath(folder, platform) - pathLength(folder, platform) - 1 - ENDING.length;
  const room = roomInPath < MIN_STEM ? roomInName : Math.min(roomInName, roomInPath);
  // A cut can leave a space or a dot at the end.
  return measure(stem) <= room ? stem : addEnding(clip(stem, room, measure), '');
}

function maxPath(folder: string, platform: Platform): number {
  // A folder in the long form is opened by programs that have no limit.
  if (platform === 'win32' && folder !== shortForm(folder)) return Infinity;
  return MAX_PATH[platform] ?? MAX_PATH_ELSEWHERE;
}

function pathLength(path: string, platform: Platform): number {
  return platform === 'win32' ? path.length : Buffer.byteLength(path);
}

/** Undoes the long form of a Windows path: `\\?\C:\a` becomes `C:\a`, and `\\?\UNC\server\share` becomes `\\server\share`. */
export function shortForm(path: string): string {
  const [, unc, rest = path] = /^\\\\\?\\(UNC\\(?=[^\\])|(?=[a-z]:\\))(.*)$/is.exec(path) ?? [];
  return unc ? `\\\\${rest}` : rest;
}

/** Tells whether a path is a folder or in it, as the text says; links aren't followed. */
export function isWithin(path: string, folder: string, platform: Platform): boolean {
  const paths = platform === 'win32' ? win32 : posix;
  const [inner, outer] =
    platform === 'win32' ? [shortForm(path), shortForm(folder)] : [path, folder];
  const way = paths.relative(outer, inner);
  return (
    way === '' || (way !== '..' && !way.startsWith(`..${paths.sep}`) && !paths.isAbsolute(way))
  );
}
