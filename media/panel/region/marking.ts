import {
  MAX_STROKES,
  MAX_REGION_POINTS,
  countPoints,
  type Box,
  type Stroke,
  type Strokes,
} from '../../../src/panel/region/protocol.ts';

export const TOOLS = ['rectangle', 'brush', 'eraser'] as const;
export type Tool = (typeof TOOLS)[number];
export type Point = readonly [x: number, y: number];

/** The state of the region editor. All sizes are in px of the image as shown, at any scale on the screen. */
export interface Marking {
  readonly width: number;
  readonly height: number;
  readonly strokes: Strokes;
  readonly past: readonly Strokes[];
  readonly future: readonly Strokes[];
  readonly tool: Tool;
  /** Half the width of brush and eraser. */
  readonly radius: number;
  /** The rectangle of the keys. */
  readonly frame: Box;
  /** The center of brush and eraser. */
  readonly cursor: Point;
  /** The rectangle of the keys, or the brush, is in sight: a rectangle that the user has not asked for would look like a region. */
  readonly isAimed: boolean;
  /** The stroke in progress, and where it started: for a rectangle the fixed corner. */
  readonly drawn?: { readonly stroke: Stroke; readonly from: Point } | undefined;
}

/** Steps that can be undone. */
const MAX_STEPS = 100;

export function startMarking(width: number, height: number, strokes: Strokes): Marking {
  const frame = {
    x: Math.floor(width / 4),
    y: Math.floor(height / 4),
    width: Math.ceil(width / 2),
    height: Math.ceil(height / 2),
  };
  return {
    width,
    height,
    strokes,
    past: [],
    future: [],
    tool: 'rectangle',
    radius: Math.max(1, Math.round(Math.max(width, height) / 40)),
    frame,
    cursor: [Math.floor(width / 2), Math.floor(height / 2)],
    isAimed: false,
  };
}

/** Returns the step of an arrow key: a hundredth of the image. */
export function strideOf({ width, height }: Marking): number {
  return Math.max(1, Math.round(Math.max(width, height) / 100));
}

export function withTool(marking: Marking, tool: Tool): Marking {
  return { ...endStroke(marking), tool, isAimed: marking.isAimed || tool !== 'rectangle' };
}

export function withRadius(marking: Marking, radius: number): Marking {
  return { ...marking, radius: clamp(Math.round(radius), 1, largestRadius(marking)) };
}

export function largestRadius({ width, height }: Marking): number {
  return Math.max(1, Math.round(Math.max(width, height) / 4));
}

/** Moves the rectangle or the brush by px. A brush in a stroke paints on its way. */
export function moveCursor(marking: Marking, dx: number, dy: number): Marking {
  const { width, height, frame, cursor, tool } = marking;
  if (tool === 'rectangle') {
    const x = clamp(frame.x + dx, 0, width - frame.width);
    const y = clamp(frame.y + dy, 0, height - frame.height);
    return { ...marking, frame: { ...frame, x, y }, isAimed: true };
  }
  const to: Point = [clamp(cursor[0] + dx, 0, width), clamp(cursor[1] + dy, 0, height)];
  return extendStroke(marking, to);
}

/** Moves the lower right corner of the rectangle by px. */
export function resizeFrame(marking: Marking, dx: number, dy: number): Marking {
  const { frame } = marking;
  const width = clamp(frame.width + dx, 1, marking.width - frame.x);
  const height = clamp(frame.height + dy, 1, marking.height - frame.y);
  return { ...marking, frame: { ...frame, width, height }, isAimed: true };
}

/** Marks the rectangle, or starts and ends a stroke of the brush. What is not in sight yet is only shown. */
export function stamp(marking: Marking): Marking {
  const { tool, frame, cursor, isAimed, drawn } = marking;
  if (!isAimed) return { ...marking, isAimed: true };
  if (tool === 'rectangle') return commit(marking, { kind: 'rectangle', ...frame });
  return drawn ? endStroke(marking) : startStroke(marking, cursor);
}

/** @param by the pointer draws a rectangle by itself, without the one of the keys */
export function startStroke(marking: Marking, at: Point, by: 'pointer' | 'keys' = 'keys'): Marking {
  const from = roundPoint(at);
  const { tool, radius } = marking;
  const stroke: Stroke =
    tool === 'rectangle'
      ? { kind: 'rectangle', ...boxBetween(marking, from, from) }
      : {
          kind: 'brush',
          radius,
          points: [[...from]],
          ...(tool === 'eraser' ? { erase: true } : {}),
        };
  const isAimed = by === 'keys' || tool !== 'rectangle';
  return { ...marking, cursor: from, drawn: { stroke, from }, isAimed };
}

export function extendStroke(marking: Marking, at: Point): Marking {
  const { drawn } = marking;
  if (drawn === undefined) return { ...marking, cursor: at, isAimed: true };
  const to = roundPoint(at);
  const { stroke, from } = drawn;
  if (stroke.kind === 'rectangle') {
    const grown = { ...stroke, ...boxBetween(marking, from, to) };
    return { ...marking, cursor: to, drawn: { stroke: grown, from } };
  }
  const [x, y] = stroke.points.at(-1) ?? from;
  // A nearer point makes no visible difference.
  const isFar = Math.hypot(to[0] - x, to[1] - y) >= Math.max(0.5, stroke.radius / 6);
  const points = isFar ? [...stroke.points, [...to] as [number, number]] : stroke.points;
  return { ...marking, cursor: to, drawn: { stroke: { ...stroke, points }, from } };
}

/** Marks what the stroke has drawn. */
export function endStroke(marking: Marking): Marking {
  const { drawn } = marking;
  if (drawn === undefined) return marking;
  const { stroke } = drawn;
  const rest = abandonStroke(marking);
  if (stroke.kind === 'brush') return commit(rest, stroke);
  // A click without a drag marks no rectangle.
  if (stroke.width < 1 || stroke.height < 1) return rest;
  const { x, y, width, height } = stroke;
  return { ...commit(rest, stroke), frame: { x, y, width, height } };
}

export function abandonStroke(marking: Marking): Marking {
  return { ...marking, drawn: undefined };
}

export function undo(marking: Marking): Marking {
  const { past, strokes, future } = marking;
  const before = past.at(-1);
  if (before === undefined) return abandonStroke(marking);
  return {
    ...abandonStroke(marking),
    strokes: before,
    past: past.slice(0, -1),
    future: [strokes, ...future],
  };
}

export function redo(marking: Marking): Marking {
  const [next, ...future] = marking.future;
  if (next === undefined) return abandonStroke(marking);
  return {
    ...abandonStroke(marking),
    strokes: next,
    past: [...marking.past, marking.strokes],
    future,
  };
}

export function clear(marking: Marking): Marking {
  return marking.strokes.length === 0 ? abandonStroke(marking) : replaceStrokes(marking, []);
}

/** Replaces all strokes in one step. */
export function replaceStrokes(marking: Marking, strokes: Strokes): Marking {
  const rest = abandonStroke(marking);
  return strokes === marking.strokes ? rest : setStrokes(rest, strokes);
}

/** Ignores a stroke beyond the limits of the host. */
function commit(marking: Marking, stroke: Stroke): Marking {
  const strokes = [...marking.strokes, stroke];
  const isTooLarge = strokes.length > MAX_STROKES || countPoints(strokes) > MAX_REGION_POINTS;
  return isTooLarge ? marking : setStrokes(marking, strokes);
}

function setStrokes(marking: Marking, strokes: Strokes): Marking {
  const past = [...marking.past, marking.strokes].slice(-MAX_STEPS);
  return { ...marking, strokes, past, future: [] };
}

/** Returns a box in whole px within the image. */
function boxBetween({ width, height }: Marking, [ax, ay]: Point, [bx, by]: Point): Box {
  const left = Math.floor(clamp(Math.min(ax, bx), 0, width));
  const top = Math.floor(clamp(Math.min(ay, by), 0, height));
  const right = ax === bx ? left : Math.ceil(clamp(Math.max(ax, bx), 0, width));
  const bottom = ay === by ? top : Math.ceil(clamp(Math.max(ay, by), 0, height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Rounds to tenths of a px. */
function roundPoint([x, y]: Point): Point {
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(least, most), Math.max(least, value));
}
