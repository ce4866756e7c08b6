import type { Size, Viewport } from '../stage/viewport.ts';
import { drawMark } from './drawMark.ts';
import type { Marking } from './marking.ts';

/** Draws the region over its image in a pane, in the colors of the theme, and at the density of the screen. */
export function drawOver(
  canvas: HTMLCanvasElement,
  marking: Marking,
  { x, y, scale }: Viewport,
  pane: Size,
): void {
  const density = window.devicePixelRatio;
  canvas.width = Math.round(pane.width * density);
  canvas.height = Math.round(pane.height * density);
  const style = getComputedStyle(canvas);
  const color = (name: string) => style.getPropertyValue(`--vscode-${name}`);
  const view = { x: x * density, y: y * density, scale: scale * density };
  drawMark(canvas, marking, view, {
    light: color('editor-foreground'),
    dark: color('editor-background'),
    hatch: color('focusBorder'),
  });
}
