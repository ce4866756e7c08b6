/** Draws a scene at half of its size, also in another place: models draw the same subject a few pixels away. */
import { createScene, type Scene } from './canvas.ts';

export interface Move {
  /** In px of the smaller scene. */
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export function shrunk(twice: Scene): Scene {
  return moved(twice, { x: 0, y: 0, zoom: 1 });
}

export function moved(twice: Scene, { x: dx, y: dy, zoom }: Move): Scene {
  const scene = createScene(twice.width / 2, twice.height / 2);
  const [cx, cy] = [scene.width / 2, scene.height / 2];
  for (let y = 0, at = 0; y < scene.height; y++) {
    for (let x = 0; x < scene.width; x++, at += 4) {
      for (const [across, down] of PARTS) {
        const u = ((x + across - cx) / zoom + cx - dx) * 2 - 0.5;
        const v = ((y + down - cy) / zoom + cy - dy) * 2 - 0.5;
        for (let channel = 0; channel < 4; channel++) {
          scene.data[at + channel] =
            (scene.data[at + channel] ?? 0) + read(twice, u, v, channel) / 4;
        }
      }
    }
  }
  return scene;
}

/** The middles of the four parts of a pixel. */
const PARTS = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

function read(scene: Scene, u: number, v: number, channel: number): number {
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [across, down] = [u - left, v - top];
  const value = (x: number, y: number) =>
    x < 0 || y < 0 || x >= scene.width || y >= scene.height
      ? 0
      : (scene.data[(y * scene.width + x) * 4 + channel] ?? 0);
  const above = value(left, top) * (1 - across) + value(left + 1, top) * across;
  const below = value(left, top + 1) * (1 - across) + value(left + 1, top + 1) * across;
  return above * (1 - down) + below * down;
}
