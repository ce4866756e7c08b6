/** The value of a character by its code; one of the marks below for what is no base64 digit. */
export const PAD = 64;
export const SPACE = 65;
export const FOREIGN = 255;

/** Both alphabets of RFC 4648: proto JSON allows the url-safe one as well. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const VALUES: Uint8Array = (() => {
  const values = new Uint8Array(256).fill(FOREIGN);
  for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
  values[0x2b] = values[0x2d] = 62; // + -
  values[0x2f] = values[0x5f] = 63; // / _
  values[0x3d] = PAD; // =
  for (const space of [0x09, 0x0a, 0x0c, 0x0d, 0x20]) values[space] = SPACE;
  return values;
})();

export function base64Value(code: number): number {
  return VALUES[code] ?? FOREIGN;
}
