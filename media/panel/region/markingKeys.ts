import {
  abandonStroke,
  moveCursor,
  redo,
  resizeFrame,
  stamp,
  strideOf,
  undo,
  withRadius,
  withTool,
  type Marking,
  type Tool,
} from './marking.ts';

/** The part of a keyboard event that matters here. */
export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const TOOL_KEYS: Readonly<Record<string, Tool>> = { r: 'rectangle', b: 'brush', e: 'eraser' };
/** Steps of a brush with Shift. */
const FAR = 5;

/** Returns the state after a key; undefined for keys that do nothing here. */
export function markingKey(marking: Marking, event: Key): Marking | undefined {
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const arrow = ARROWS[key];
  if (arrow !== undefined) return pressArrow(marking, arrow, event);
  if (isCommand) {
    if (key === 'z') return event.shiftKey ? redo(marking) : undo(marking);
    return key === 'y' ? redo(marking) : undefined;
  }
  if (event.altKey) return undefined;
  const tool = TOOL_KEYS[key];
  if (tool !== undefined) return withTool(marking, tool);
  switch (key) {
    case ' ':
      return stamp(marking);
    case '[':
      return withRadius(marking, Math.min(marking.radius - 1, marking.radius / 1.25));
    case ']':
      return withRadius(marking, Math.max(marking.radius + 1, marking.radius * 1.25));
    case 'Escape':
      return marking.drawn ? abandonStroke(marking) : undefined;
    default:
      return undefined;
  }
}

/** Moves by one px with Ctrl, or Option on a Mac, for exact edges. */
function pressArrow(
  marking: Marking,
  [x, y]: readonly [number, number],
  { shiftKey, ctrlKey, altKey }: Key,
): Marking {
  const stride = ctrlKey || altKey ? 1 : strideOf(marking);
  if (!shiftKey) return moveCursor(marking, x * stride, y * stride);
  if (marking.tool === 'rectangle') return resizeFrame(marking, x * stride, y * stride);
  return moveCursor(marking, x * stride * FAR, y * stride * FAR);
}
