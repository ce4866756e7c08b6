import {
  abandoned,
  begun,
  lifted,
  moved,
  redone,
  resized,
  stamped,
  strideOf,
  undone,
  withRadius,
  withTool,
  type Marking,
  type Tool,
} from './marking.ts';

/** What of a keyboard event counts here. */
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
/** Shift takes a brush so many steps at once. */
const FAR = 5;

/** What a key does to the mark; undefined: nothing. */
export function markingKey(marking: Marking, event: Key): Marking | undefined {
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const arrow = ARROWS[key];
  if (arrow !== undefined) return arrowed(marking, arrow, event);
  if (isCommand) {
    if (key === 'z') return event.shiftKey ? redone(marking) : undone(marking);
    return key === 'y' ? redone(marking) : undefined;
  }
  if (event.altKey) return undefined;
  const tool = TOOL_KEYS[key];
  if (tool !== undefined) return withTool(marking, tool);
  switch (key) {
    case ' ':
      return stamped(marking);
    case 'Enter':
      return entered(marking);
    case '[':
      return withRadius(marking, Math.min(marking.radius - 1, marking.radius / 1.25));
    case ']':
      return withRadius(marking, Math.max(marking.radius + 1, marking.radius * 1.25));
    case 'Escape':
      return marking.drawn && !event.shiftKey ? abandoned(marking) : undefined;
    default:
      return undefined;
  }
}

/** One px where Ctrl, or Option on a Mac, is held: for edges that have to be exact. */
function arrowed(
  marking: Marking,
  [x, y]: readonly [number, number],
  { shiftKey, ctrlKey, altKey }: Key,
): Marking {
  const stride = ctrlKey || altKey ? 1 : strideOf(marking);
  if (!shiftKey) return moved(marking, x * stride, y * stride);
  if (marking.tool === 'rectangle') return resized(marking, x * stride, y * stride);
  return moved(marking, x * stride * FAR, y * stride * FAR);
}

/** A rectangle is marked; a brush goes down, and comes up again. */
function entered(marking: Marking): Marking {
  if (marking.tool === 'rectangle') return stamped(marking);
  return marking.drawn ? lifted(marking) : begun(marking, marking.cursor);
}
