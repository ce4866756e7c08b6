import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markFacts } from '../../../../../media/panel/region/markFacts.ts';
import {
  abandonStroke,
  startStroke,
  clear,
  extendStroke,
  endStroke,
  redo,
  startMarking,
  undo,
  withRadius,
  replaceStrokes,
  withTool,
  type Marking,
} from '../../../../../media/panel/region/marking.ts';
import { markingKey, type Key } from '../../../../../media/panel/region/markingKeys.ts';
import { cursorText, markText } from '../../../../../media/panel/region/markText.ts';
import { createMask } from '../../../../../src/image/region/mask.ts';
import {
  MAX_REGION_POINTS,
  countPoints,
  Region,
  type Stroke,
} from '../../../../../src/panel/region/protocol.ts';
import { STRINGS as NAMES } from '../../../../support/panel/messages.ts';

const STRINGS = {
  ...NAMES,
  regionBrush: 'Brush',
  regionFrameAt: '{0} × {1} at {2}, {3}',
  regionBrushAt: '{0} {1} at {2}, {3}',
  regionMarked: '{0} × {1} at {2}, {3}, {4}%',
};
const START = startMarking(400, 300, []);
const RECTANGLE: Stroke = { kind: 'rectangle', x: 40, y: 30, width: 120, height: 80 };

/** Presses keys: `Shift+ArrowLeft`. */
function pressed(marking: Marking, ...keys: readonly string[]): Marking {
  return keys.reduce((at, keyName) => {
    const names = keyName.split('+');
    const has = (name: string) => names.slice(0, -1).includes(name);
    const event: Key = {
      key: names.at(-1) ?? '',
      shiftKey: has('Shift'),
      ctrlKey: has('Ctrl'),
      altKey: has('Alt'),
      metaKey: has('Meta'),
    };
    return markingKey(at, event) ?? at;
  }, marking);
}
const times = (count: number, key: string) => Array.from({ length: count }, () => key);

describe('by pointer', () => {
  test('drags a rectangle from any corner to any other, in whole px of the image', () => {
    for (const [from, to] of [
      [
        [40.2, 30.4],
        [159.7, 109.6],
      ],
      [
        [159.7, 30.4],
        [40.2, 109.6],
      ],
      [
        [159.7, 109.6],
        [40.2, 30.4],
      ],
    ] as const) {
      assert.deepEqual(endStroke(extendStroke(startStroke(START, from), to)).strokes, [RECTANGLE]);
    }
  });

  test('cuts a rectangle off at the edge of the image, and marks nothing for a click', () => {
    const { strokes } = endStroke(extendStroke(startStroke(START, [300, 200]), [5000, -40]));
    assert.deepEqual(strokes, [{ kind: 'rectangle', x: 300, y: 0, width: 100, height: 200 }]);
    assert.deepEqual(endStroke(startStroke(START, [10, 10])).strokes, []);
  });

  test('a brush draws a line, or a dot for a click, and the eraser removes it', () => {
    const brush = withTool(START, 'brush');
    const line = endStroke(extendStroke(startStroke(brush, [10, 10]), [50, 10.04]));
    assert.deepEqual(line.strokes, [{ kind: 'brush', radius: 10, points: [[10, 10], [50, 10]] }]); // prettier-ignore
    const dot = endStroke(startStroke(brush, [10, 10]));
    assert.deepEqual(dot.strokes, [{ kind: 'brush', radius: 10, points: [[10, 10]] }]);
    const erased = endStroke(startStroke(withTool(dot, 'eraser'), [10, 10]));
    assert.equal(markFacts(erased.strokes, 400, 300), undefined);
  });

  test('discards a stroke that was interrupted', () => {
    const drawn = extendStroke(startStroke(START, [10, 10]), [50, 50]);
    assert.deepEqual(endStroke(abandonStroke(drawn)).strokes, []);
  });
});

describe('by keyboard', () => {
  test('arrow keys move the rectangle by a hundredth, or by one px with Ctrl; Shift resizes it, and Space marks it', () => {
    const moved = pressed(START, ...times(15, 'ArrowLeft'), ...times(11, 'ArrowUp'));
    assert.deepEqual(moved.frame, { x: 40, y: 31, width: 200, height: 150 });
    const sized = pressed(moved, 'Ctrl+ArrowUp', ...times(20, 'Shift+ArrowLeft'), ...times(17, 'Shift+ArrowUp'), ...times(2, 'Ctrl+Shift+ArrowUp')); // prettier-ignore
    assert.deepEqual(sized.frame, { x: 40, y: 30, width: 120, height: 80 });
    assert.equal(cursorText(sized, STRINGS), '120 × 80 at 40, 30');
    assert.deepEqual(sized.strokes, []);
    assert.deepEqual(pressed(sized, ' ').strokes, [RECTANGLE]);
  });

  test('no rectangle is in sight until a key asks for it, so that none looks like a region', () => {
    assert.equal(cursorText(START, STRINGS), '');
    const shown = pressed(START, ' ');
    assert.deepEqual([shown.isAimed, shown.strokes], [true, []], 'the first key only shows it');
    assert.equal(pressed(START, 'ArrowLeft').isAimed, true);
    const dragged = endStroke(extendStroke(startStroke(shown, [1, 1], 'pointer'), [5, 5]));
    assert.deepEqual([dragged.isAimed, dragged.strokes.length], [false, 1]);
    assert.ok(extendStroke(withTool(START, 'brush'), [5, 5]).isAimed, 'the brush follows');
  });

  test('the rectangle stays within the image and is never empty', () => {
    const far = pressed(START, ...times(300, 'ArrowRight'), ...times(300, 'Shift+ArrowDown'));
    assert.deepEqual(far.frame, { x: 200, y: 75, width: 200, height: 225 });
    const small = pressed(START, ...times(300, 'Shift+ArrowUp'));
    assert.equal(small.frame.height, 1);
  });

  test('Space starts and ends a stroke of the brush', () => {
    const brush = pressed(START, 'b', ']', '[');
    assert.equal(brush.tool, 'brush');
    const painted = pressed(brush, ' ', ...times(3, 'ArrowRight'), 'Shift+ArrowDown', ' ');
    assert.deepEqual(painted.drawn, undefined);
    const [stroke, ...none] = painted.strokes;
    assert.ok(stroke?.kind === 'brush' && none.length === 0);
    assert.deepEqual([stroke.points[0], stroke.points.at(-1)], [[200, 150], [212, 170]]); // prettier-ignore
    assert.equal(pressed(painted, 'ArrowUp', ' ', ' ').strokes.length, 2, 'a dab');
    assert.equal(
      pressed(brush, 'ArrowUp').strokes.length,
      0,
      'without a stroke the brush paints nothing',
    );
    assert.match(cursorText(brush, STRINGS), /^Brush \d+ at 200, 150$/);
  });

  test('keys change the size of the brush within limits', () => {
    assert.equal(pressed(START, 'b', ...times(99, '[')).radius, 1);
    assert.equal(pressed(START, 'b', '[', ...times(99, ']')).radius, 100);
    assert.equal(withRadius(START, 7.4).radius, 7);
  });

  test('undoes and redoes steps, until a new stroke clears the undone ones', () => {
    const two = pressed(START, 'ArrowUp', ' ', 'ArrowLeft', ' ');
    const none = pressed(two, 'Ctrl+z', 'Meta+z', 'Ctrl+z');
    assert.deepEqual(none.strokes, []);
    assert.deepEqual(pressed(none, 'Ctrl+y', 'Ctrl+Shift+Z', 'Ctrl+y').strokes, two.strokes);
    assert.deepEqual(redo(pressed(none, ' ')).strokes.length, 1);
    assert.deepEqual(undo(clear(two)).strokes, two.strokes);
  });

  test('ignores other keys', () => {
    for (const key of [
      'Tab',
      'Escape',
      'Enter',
      '+',
      'z',
      'Ctrl+Enter2',
      'Alt+b',
      'Ctrl+b',
      'F1',
      'x',
    ]) {
      const event = { key: key.split('+').at(-1) ?? '', shiftKey: false, metaKey: false };
      const modifiers = { ctrlKey: key.startsWith('Ctrl'), altKey: key.startsWith('Alt') };
      assert.equal(markingKey(START, { ...event, ...modifiers }), undefined, key);
    }
    const drawing = startStroke(withTool(START, 'brush'), [5, 5]);
    assert.deepEqual(pressed(drawing, 'Escape').strokes, []);
    assert.equal(pressed(drawing, 'Escape').drawn, undefined);
  });
});

describe('the facts of a region', () => {
  test('are in px of the image at any scale', () => {
    assert.deepEqual(markFacts([RECTANGLE], 400, 300), {
      box: { ...RECTANGLE },
      share: (120 * 80) / (400 * 300),
    });
    const large: Stroke = { kind: 'rectangle', x: 1001, y: 77, width: 333, height: 222 };
    assert.equal(markText(markFacts([large], 6000, 4000), STRINGS), '333 × 222 at 1001, 77, 0.3%');
    const brush: Stroke = { kind: 'brush', radius: 100, points: [[3000, 2000]] };
    const { box, share } = markFacts([large, brush], 6000, 4000)!;
    assert.ok(Math.abs(box.x - 1001) <= 12 && Math.abs(box.width - 2099) <= 24, String(box.width));
    assert.ok(Math.abs(share - (333 * 222 + Math.PI * 1e4) / 24e6) < 0.001);
  });

  test('include thin lines, and are undefined if everything was erased', () => {
    const hair: Stroke = { kind: 'brush', radius: 1, points: [[10, 10], [3000, 900]] }; // prettier-ignore
    assert.ok(markFacts([hair], 6000, 4000));
    assert.match(markText(markFacts([hair], 6000, 4000), STRINGS), /\d%$/);
    assert.equal(markFacts([RECTANGLE, { ...RECTANGLE, erase: true }], 400, 300), undefined);
    assert.equal(markText(undefined, STRINGS), NAMES.regionNone);
  });

  test('stay within the limits of the host', () => {
    let marking = withRadius(withTool(START, 'brush'), 1);
    for (let stroke = 0; stroke < 12; stroke += 1) {
      marking = startStroke(marking, [0, 0]);
      for (let i = 0; i < 600; i += 1) marking = extendStroke(marking, [i % 400, (i * 7) % 300]);
      marking = endStroke(marking);
    }
    assert.ok(countPoints(marking.strokes) > MAX_REGION_POINTS * 0.8);
    assert.ok(Region.safeParse(marking.strokes).success);
    const dotted = pressed(withTool(START, 'brush'), ...times(2400, ' '));
    assert.ok(dotted.strokes.length === 1000 && Region.safeParse(dotted.strokes).success);
    assert.ok(createMask(marking.strokes, 400, 300).data.some((value) => value !== 0));
  });
});

test('Cancel restores the earlier strokes in one step, and is no step without changes', () => {
  const before = startMarking(400, 300, [RECTANGLE]);
  const marked = pressed(before, 'b', ' ', ' ', 'ArrowLeft', ' ', ' ');
  assert.equal(marked.strokes.length, 3);
  const back = replaceStrokes(marked, before.strokes);
  assert.equal(back.strokes, before.strokes);
  assert.equal(back.drawn, undefined, 'no stroke is in progress');
  assert.equal(undo(back).strokes.length, 3);
  assert.equal(replaceStrokes(before, before.strokes).past.length, 0);
});

test('Escape discards the stroke in progress, and the next one cancels', () => {
  const down = pressed(withTool(START, 'brush'), ' ', 'ArrowLeft');
  assert.equal(pressed(down, 'Escape').drawn, undefined);
});
