import type { Density } from './density.ts';

const ENTRY_BYTES = 12;
const TAGS = { x: 282, y: 283, unit: 296, profile: 34675 } as const;
const PER_METER: Readonly<Record<number, number>> = { 2: 1 / 0.0254, 3: 100 };

/** Reads color profile and resolution from the first directory of a TIFF (TIFF 6.0, section 8; ICC.1, annex B). */
export function tiffAppearance(file: Uint8Array): {
  readonly profile?: Uint8Array;
  readonly density?: Density;
} {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  try {
    const isLittle = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, isLittle);
    const count = view.getUint16(directory, isLittle);
    const entries = new Map<number, number>();
    for (let index = 0; index < count; index++) {
      const at = directory + 2 + index * ENTRY_BYTES;
      entries.set(view.getUint16(at, isLittle), at);
    }
    const rational = (tag: number): number => {
      const entry = entries.get(tag);
      if (entry === undefined) return 0;
      const at = view.getUint32(entry + 8, isLittle);
      return view.getUint32(at, isLittle) / view.getUint32(at + 4, isLittle);
    };
    const unitAt = entries.get(TAGS.unit);
    const factor = PER_METER[unitAt === undefined ? 2 : view.getUint16(unitAt + 8, isLittle)] ?? 0;
    const density = { x: rational(TAGS.x) * factor, y: rational(TAGS.y) * factor };
    const profile = entries.get(TAGS.profile);
    const start = profile === undefined ? 0 : view.getUint32(profile + 8, isLittle);
    const length = profile === undefined ? 0 : view.getUint32(profile + 4, isLittle);
    return {
      ...(length > 4 && { profile: file.subarray(start, start + length) }),
      ...(density.x >= 1 &&
        density.y >= 1 &&
        Number.isFinite(density.x * density.y) && { density }),
    };
  } catch (error) {
    // A place outside the file: no statement is better than a wrong one.
    if (error instanceof RangeError) return {};
    throw error;
  }
}
