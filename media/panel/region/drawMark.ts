import type { Stroke, Strokes } from '../../../src/panel/region/protocol.ts';
import type { Size, Viewport } from '../stage/viewport.ts';
import type { Marking } from './marking.ts';

/** Theme colors. Light and dark contrast with each other in every theme, so one of them contrasts with every image. */
export interface MarkColors {
  readonly light: string;
  readonly dark: string;
  readonly hatch: string;
}

/**
 * Draws the region on a canvas, hatched and with a double outline, so that it is visible without color.
 *
 * @param view where the image is, in px of the canvas
 */
export function drawMark(
  canvas: HTMLCanvasElement,
  marking: Marking,
  view: Viewport,
  colors: MarkColors,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  if (width === 0 || height === 0) return;
  const { strokes, drawn } = marking;
  const mask = maskOf(drawn ? [...strokes, drawn.stroke] : strokes, canvas, view);
  const px = Math.max(1, window.devicePixelRatio);
  context.drawImage(filled(mask, hatch(context, colors, px)), 0, 0);
  context.drawImage(ring(mask, 3 * px, colors.dark), 0, 0);
  context.drawImage(ring(mask, 1.5 * px, colors.light), 0, 0);
  drawCursor(context, marking, { view, px }, colors);
}

function layer(
  width: number,
  height: number,
): [OffscreenCanvas, OffscreenCanvasRenderingContext2D] {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  return [canvas, context];
}

function maskOf(
  strokes: Strokes,
  { width, height }: Size,
  { scale, x, y }: Viewport,
): OffscreenCanvas {
  const [canvas, context] = layer(width, height);
  context.setTransform(scale, 0, 0, scale, x, y);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) {
    context.globalCompositeOperation = stroke.erase === true ? 'destination-out' : 'source-over';
    paint(context, stroke);
  }
  return canvas;
}

function paint(context: OffscreenCanvasRenderingContext2D, stroke: Stroke): void {
  if (stroke.kind === 'rectangle') {
    context.fillRect(stroke.x, stroke.y, stroke.width, stroke.height);
    return;
  }
  const [first, ...others] = stroke.points;
  if (first === undefined) return;
  context.lineWidth = stroke.radius * 2;
  context.beginPath();
  context.moveTo(...first);
  // A line back to its start is a dot.
  for (const point of others.length > 0 ? others : [first]) context.lineTo(...point);
  context.stroke();
}

function filled(mask: OffscreenCanvas, pattern: CanvasPattern | string): OffscreenCanvas {
  const [canvas, context] = layer(mask.width, mask.height);
  context.fillStyle = pattern;
  context.fillRect(0, 0, mask.width, mask.height);
  context.globalCompositeOperation = 'destination-in';
  context.drawImage(mask, 0, 0);
  return canvas;
}

/** Returns the outline around the mask. @param by width in px */
function ring(mask: OffscreenCanvas, by: number, color: string): OffscreenCanvas {
  const [canvas, context] = layer(mask.width, mask.height);
  for (let turn = 0; turn < 16; turn++) {
    const angle = (turn * Math.PI) / 8;
    context.drawImage(mask, by * Math.cos(angle), by * Math.sin(angle));
  }
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = color;
  context.fillRect(0, 0, mask.width, mask.height);
  context.globalCompositeOperation = 'destination-out';
  context.drawImage(mask, 0, 0);
  return canvas;
}

/** Diagonal lines over a thin fill, so that the image stays visible between them. */
function hatch(
  context: CanvasRenderingContext2D,
  { hatch, dark }: MarkColors,
  px: number,
): CanvasPattern | string {
  const side = Math.round(14 * px);
  const [tile, lines] = layer(side, side);
  lines.globalAlpha = 0.15;
  lines.fillStyle = hatch;
  lines.fillRect(0, 0, side, side);
  lines.globalAlpha = 0.85;
  for (const [color, wide] of [
    [dark, 3],
    [hatch, 1.5],
  ] as const) {
    lines.strokeStyle = color;
    lines.lineWidth = wide * px;
    lines.beginPath();
    for (const shift of [-side, 0, side]) {
      lines.moveTo(shift - 1, side + 1);
      lines.lineTo(shift + side + 1, -1);
    }
    lines.stroke();
  }
  return context.createPattern(tile, 'repeat') ?? hatch;
}

/** Draws what the keys move: the rectangle or the brush. */
function drawCursor(
  context: CanvasRenderingContext2D,
  { tool, frame, cursor, radius, drawn, isAimed }: Marking,
  { view: { scale, x, y }, px }: { readonly view: Viewport; readonly px: number },
  { light, dark }: MarkColors,
): void {
  if (!isAimed) return;
  context.beginPath();
  if (tool !== 'rectangle') {
    context.arc(
      x + cursor[0] * scale,
      y + cursor[1] * scale,
      Math.max(2 * px, radius * scale),
      0,
      2 * Math.PI,
    );
  } else if (drawn === undefined) {
    const [left, top] = [x + frame.x * scale, y + frame.y * scale];
    context.rect(left, top, frame.width * scale, frame.height * scale);
  }
  context.setLineDash([]);
  context.strokeStyle = dark;
  context.lineWidth = 3 * px;
  context.stroke();
  context.setLineDash(tool === 'eraser' ? [2 * px, 3 * px] : [6 * px, 4 * px]);
  context.strokeStyle = light;
  context.lineWidth = 1.5 * px;
  context.stroke();
}
