/** Marks all pixels that have a marked one within a square around them: one pass across, one down. @param reach in px */
export function dilate(mask: Uint8Array, width: number, height: number, reach: number): Uint8Array {
  const across = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) {
    spread(mask, across, { start: y * width, step: 1, count: width }, reach);
  }
  const both = new Uint8Array(mask.length);
  for (let x = 0; x < width; x++) {
    spread(across, both, { start: x, step: width, count: height }, reach);
  }
  return both;
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

function spread(
  from: Uint8Array,
  to: Uint8Array,
  { start, step, count }: Line,
  reach: number,
): void {
  let end = -1;
  for (let index = 0; index < Math.min(reach, count); index++) {
    if (from[start + index * step] !== 0) end = index + reach;
  }
  for (let index = 0; index < count; index++) {
    const ahead = index + reach;
    if (ahead < count && from[start + ahead * step] !== 0) end = ahead + reach;
    if (index <= end) to[start + index * step] = 1;
  }
}

/** Returns the smallest, or largest, of the nine values around each pixel. */
export function extreme(
  values: Float32Array,
  width: number,
  height: number,
  of: (a: number, b: number) => number,
): Float32Array {
  const across = new Float32Array(values.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      let value = values[at] ?? 0;
      if (x > 0) value = of(value, values[at - 1] ?? 0);
      if (x + 1 < width) value = of(value, values[at + 1] ?? 0);
      across[at] = value;
    }
  }
  const both = new Float32Array(values.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      let value = across[at] ?? 0;
      if (y > 0) value = of(value, across[at - width] ?? 0);
      if (y + 1 < height) value = of(value, across[at + width] ?? 0);
      both[at] = value;
    }
  }
  return both;
}

/** Returns the mean of the nine values around each pixel, the middle ones weighted twice. Those at the image's border stay. */
export function soften(values: Float32Array, width: number, height: number): Float32Array {
  const soft = Float32Array.from(values);
  const at3 = (at: number) => (values[at - 1] ?? 0) + 2 * (values[at] ?? 0) + (values[at + 1] ?? 0);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      soft[at] = (at3(at - width) + 2 * at3(at) + at3(at + width)) / 16;
    }
  }
  return soft;
}

/** Keeps the marks that are connected to the image's border. */
export function connectedToBorder(marks: Uint8Array, width: number, height: number): Uint8Array {
  const connected = new Uint8Array(marks.length);
  let edge: number[] = [];
  const add = (at: number, next: number[]) => {
    if (marks[at] === 0 || connected[at] === 1) return;
    connected[at] = 1;
    next.push(at);
  };
  for (let x = 0; x < width; x++) {
    add(x, edge);
    add((height - 1) * width + x, edge);
  }
  for (let y = 0; y < height; y++) {
    add(y * width, edge);
    add(y * width + width - 1, edge);
  }
  while (edge.length > 0) {
    const next: number[] = [];
    for (const at of edge) {
      const x = at % width;
      if (x > 0) add(at - 1, next);
      if (x + 1 < width) add(at + 1, next);
      if (at >= width) add(at - width, next);
      if (at + width < marks.length) add(at + width, next);
    }
    edge = next;
  }
  return connected;
}
