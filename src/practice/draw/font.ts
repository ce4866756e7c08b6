/** A font of 5 × 7 dots with capitals, digits and some punctuation. Words in other scripts become a diamond. */
import type { Pixels } from '../../image/pixels/pixels.ts';
import { fillRect, type Rgba } from './paint.ts';

// Seven rows per character. Each is one digit in base 32, whose five bits are the five dots of the row.
const GLYPHS = parseGlyphs(`
  A ehhvhhh B uhhuhhu C ehggghe D uhhhhhu E vgguggv F vgguggg G ehgnhhf H hhhvhhh I e44444e
  J 72222ic K hikokih L ggggggv M hrllhhh N hhpljhh O ehhhhhe P uhhuggg Q ehhhlid R uhhukih
  S fgge11u T v444444 U hhhhhhe V hhhhha4 W hhhllla X hha4ahh Y hha4444 Z v1248gv
  0 ehjlphe 1 4c4444e 2 eh1248v 3 v2421he 4 26aiv22 5 vgu11he 6 68guhhe 7 v124888 8 ehhehhe
  9 ehhf12c . 00000cc , 0000c48 ! 4444404 ? eh12404 - 000e000 : 0cc0cc0 ' 4480000 / 0124800
  ( 2488842 ) 8422248 + 044v440 # 0avava0 & cik8lid % op248j3 ◆ 04eve40
`);
const WIDTH = 5;
const HEIGHT = 7;
/** From one character to the next. */
const ADVANCE = WIDTH + 1;

function parseGlyphs(table: string): ReadonlyMap<string, readonly number[]> {
  const words = table.trim().split(/\s+/);
  const map = new Map<string, readonly number[]>();
  for (let i = 0; i + 1 < words.length; i += 2) {
    map.set(
      words[i] ?? '',
      Array.from(words[i + 1] ?? '', (digit) => Number.parseInt(digit, 32)),
    );
  }
  return map;
}

/** Converts a text to what this font can show: no accents, and one diamond for each word in another script. */
export function toDrawable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/["“”„‘’«»]/g, '')
    .toUpperCase()
    .replace(/[^\sA-Z0-9.,!?:'/()+#&%-]+/gu, '◆')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Returns the size of a text in px, at `scale` px per dot. */
export function textSize(text: string, scale: number): { width: number; height: number } {
  return { width: Math.max(0, text.length * ADVANCE - 1) * scale, height: HEIGHT * scale };
}

/** Draws a text from {@link toDrawable} in place. `left` and `top` are its upper left corner; `scale` is px per dot. */
export function drawText(
  image: Pixels,
  text: string,
  place: { readonly left: number; readonly top: number; readonly scale: number },
  color: Rgba,
): void {
  const { left, top, scale } = place;
  Array.from(text).forEach((character, column) => {
    (GLYPHS.get(character) ?? []).forEach((bits, row) => {
      for (let dot = 0; dot < WIDTH; dot++) {
        if ((bits & (1 << (WIDTH - 1 - dot))) === 0) continue;
        const x = left + (column * ADVANCE + dot) * scale;
        fillRect(image, [x, top + row * scale, scale, scale], color);
      }
    });
  });
}
