/** The result of {@link base64Value} for characters that aren't digits. */
export const PAD = 64;
export const SPACE = 65;
export const INVALID = 255;

/** `+` and `/`, or `-` and `_` for the same two digits: proto JSON allows both alphabets of RFC 4648. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const VALUES: Uint8Array = (() => {
  const values = new Uint8Array(256).fill(INVALID);
  for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
  values[0x2b] = values[0x2d] = 62; // + -
  values[0x2f] = values[0x5f] = 63; // / _
  values[0x3d] = PAD; // =
  for (const space of [0x09, 0x0a, 0x0c, 0x0d, 0x20]) values[space] = SPACE;
  return values;
})();

/** Returns the value of a base64 digit, 0 to 63, by its character code; or {@link PAD}, {@link SPACE}, or {@link INVALID}. */
export function base64Value(code: number): number {
  return VALUES[code] ?? INVALID;
}
