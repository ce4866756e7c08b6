// Draws media/icon.png.
import { createImage } from '../../src/practice/draw/paint.ts';
import { ellipse, fill, points, rgba, roundedBox, stroke } from './pens.mjs';

export function icon() {
  // Transparent, in the color of the box, so that its smooth corners have no dark edge.
  const image = createImage(256, 256, rgba('#4f46e500'));
  fill(image, '#4f46e5', roundedBox(0, 0, 256, 256, 56));
  const wood = '#f4c27a';
  stroke(image, '#c98f45', points('128,60 128,226'), 13);
  stroke(image, wood, points('116,30 66,228'), 15);
  stroke(image, wood, points('140,30 190,228'), 15);
  stroke(image, wood, points('128,24 128,44'), 15);
  fill(image, '#ffffff', roundedBox(44, 52, 168, 124, 10));
  fill(image, '#7dd3fc', roundedBox(55, 63, 146, 102, 4));
  fill(image, '#fde047', ellipse(166, 96, 19));
  fill(image, '#34d399', points('55,165 55,138 98,96 148,165'));
  fill(image, '#059669', points('104,165 150,122 201,160 201,165'));
  fill(image, wood, roundedBox(34, 174, 188, 17, 8));
  return image;
}
