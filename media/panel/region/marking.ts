import type { Box } from '../../../src/image/pixels/pixels.ts';
import { MAX_STROKES, type Stroke, type Strokes } from '../../../src/image/region/strokes.ts';
import { MOST_REGION_POINTS, pointsOf } from '../../../src/panel/region/protocol.ts';

export const TOOLS = ['rectangle', 'brush', 'eraser'] as const;
export type Tool = (typeof TOOLS)[number];
export type Point = readonly [x: number, y: number];

/** A mark in the making. Everything is in px of the picture as it is shown, whatever the size on the screen. */
export interface Marking {
  readonly width: number;
  readonly height: number;
  readonly strokes: Strokes;
  readonly past: readonly Strokes[];
  readonly future: readonly Strokes[];
  readonly tool: Tool;
  /** Half the width of brush and eraser. */
  readonly radius: number;
  /** The rectangle that the keys move and mark. */
  readonly frame: Box;
  /** Where brush and eraser are. */
  readonly cursor: Point;
  /** The stroke that is being drawn, and for a rectangle the corner that stays. */
  readonly drawn?: { readonly stroke: Stroke; readonly from: Point } | undefined;
}

/** As many steps back as anybody remembers. */
const MOST_STEPS = 100;

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
  };
}

/** How far one press of an arrow key goes: a hundredth of the picture. */
export function strideOf({ width, height }: Marking): number {
  return Math.max(1, Math.round(Math.max(width, height) / 100));
}

export function withTool(marking: Marking, tool: Tool): Marking {
  return { ...lifted(marking), tool };
}

export function withRadius(marking: Marking, radius: number): Marking {
  return { ...marking, radius: clamp(Math.round(radius), 1, largestRadius(marking)) };
}

export function largestRadius({ width, height }: Marking): number {
  return Math.max(1, Math.round(Math.max(width, height) / 4));
}

/** The rectangle or the brush, by so many px. A brush that is down paints on its way. */
export function moved(marking: Marking, dx: number, dy: number): Marking {
  const { width, height, frame, cursor, tool } = marking;
  if (tool === 'rectangle') {
    const x = clamp(frame.x + dx, 0, width - frame.width);
    const y = clamp(frame.y + dy, 0, height - frame.height);
    return { ...marking, frame: { ...frame, x, y } };
  }
  const to: Point = [clamp(cursor[0] + dx, 0, width), clamp(cursor[1] + dy, 0, height)];
  return marking.drawn ? drawnTo(marking, to) : { ...marking, cursor: to };
}

/** The rectangle's right lower corner moves, the other stays. */
export function resized(marking: Marking, dx: number, dy: number): Marking {
  const { frame } = marking;
  const width = clamp(frame.width + dx, 1, marking.width - frame.x);
  const height = clamp(frame.height + dy, 1, marking.height - frame.y);
  return { ...marking, frame: { ...frame, width, height } };
}

/** The rectangle as it stands, or one dab of the brush. */
export function stamped(marking: Marking): Marking {
  const { tool, frame, cursor } = marking;
  if (tool === 'rectangle') return committed(marking, { kind: 'rectangle', ...frame });
  return lifted(marking.drawn ? marking : begun(marking, cursor));
}

/** Pointer or brush goes down. */
export function begun(marking: Marking, at: Point): Marking {
  const from = tidy(at);
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
  return { ...marking, cursor: from, drawn: { stroke, from } };
}

export function drawnTo(marking: Marking, at: Point): Marking {
  const { drawn } = marking;
  if (drawn === undefined) return { ...marking, cursor: at };
  const to = tidy(at);
  const { stroke, from } = drawn;
  if (stroke.kind === 'rectangle') {
    const grown = { ...stroke, ...boxBetween(marking, from, to) };
    return { ...marking, cursor: to, drawn: { stroke: grown, from } };
  }
  const [x, y] = stroke.points.at(-1) ?? from;
  // A point nearer than this changes nothing that is to be seen.
  const isFar = Math.hypot(to[0] - x, to[1] - y) >= Math.max(0.5, stroke.radius / 6);
  const points = isFar ? [...stroke.points, [...to] as [number, number]] : stroke.points;
  return { ...marking, cursor: to, drawn: { stroke: { ...stroke, points }, from } };
}

/** Pointer or brush comes up: what was drawn counts. */
export function lifted(marking: Marking): Marking {
  const { drawn } = marking;
  if (drawn === undefined) return marking;
  const { stroke } = drawn;
  const rest = abandoned(marking);
  if (stroke.kind === 'brush') return committed(rest, stroke);
  // A click that did not become a rectangle is none.
  if (stroke.width < 1 || stroke.height < 1) return rest;
  const { x, y, width, height } = stroke;
  return { ...committed(rest, stroke), frame: { x, y, width, height } };
}

/** What is being drawn was a mistake. */
export function abandoned(marking: Marking): Marking {
  return { ...marking, drawn: undefined };
}

export function undone(marking: Marking): Marking {
  const { past, strokes, future } = marking;
  const before = past.at(-1);
  if (before === undefined) return abandoned(marking);
  return {
    ...abandoned(marking),
    strokes: before,
    past: past.slice(0, -1),
    future: [strokes, ...future],
  };
}

export function redone(marking: Marking): Marking {
  const [next, ...future] = marking.future;
  if (next === undefined) return abandoned(marking);
  return {
    ...abandoned(marking),
    strokes: next,
    past: [...marking.past, marking.strokes],
    future,
  };
}

export function cleared(marking: Marking): Marking {
  return marking.strokes.length === 0 ? abandoned(marking) : withStrokes(marking, []);
}

/** These instead of all that was marked since. */
export function withStrokes(marking: Marking, strokes: Strokes): Marking {
  const rest = abandoned(marking);
  return strokes === marking.strokes ? rest : changed(rest, strokes);
}

/** Beyond what the host takes nothing is added: a rectangle over all of it says the same. */
function committed(marking: Marking, stroke: Stroke): Marking {
  const strokes = [...marking.strokes, stroke];
  const isTooMuch = strokes.length > MAX_STROKES || pointsOf(strokes) > MOST_REGION_POINTS;
  return isTooMuch ? marking : changed(marking, strokes);
}

function changed(marking: Marking, strokes: Strokes): Marking {
  const past = [...marking.past, marking.strokes].slice(-MOST_STEPS);
  return { ...marking, strokes, past, future: [] };
}

/** Whole px, within the picture. */
function boxBetween({ width, height }: Marking, [ax, ay]: Point, [bx, by]: Point): Box {
  const left = Math.floor(clamp(Math.min(ax, bx), 0, width));
  const top = Math.floor(clamp(Math.min(ay, by), 0, height));
  const right = ax === bx ? left : Math.ceil(clamp(Math.max(ax, bx), 0, width));
  const bottom = ay === by ? top : Math.ceil(clamp(Math.max(ay, by), 0, height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Tenths of a px are finer than any hand. */
function tidy([x, y]: Point): Point {
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(least, most), Math.max(least, value));
}
