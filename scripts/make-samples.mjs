// Draws the sample pictures and the icon, always the same. Needs the Node of this repository:
//   node_modules/.bin/node scripts/make-samples.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { encodeJpegFile, encodePngFile } from '../src/image/pixels/codec.ts';
import { createImage, eachPixel, mix } from '../src/practice/draw/paint.ts';
import { curve, ellipse, fill, points, rgba, roundedBox, stroke } from './pens.mjs';

const root = new URL('..', import.meta.url);

function cat() {
  const image = createImage(640, 480, rgba('#eef1f5'));
  const [coat, shade, cream, ink, blush] = ['#e8914a', '#c96f2e', '#fbeedd', '#3a2a24', '#ef9a94'];

  stroke(image, shade, curve(points('405,412 470,420 520,385 516,320 476,306 462,336')), 36, 26);
  const body = points(
    '320,205 376,236 408,310 420,390 396,432 320,440 244,432 220,390 232,310 264,236',
  );
  fill(image, coat, curve(body, true));
  fill(
    image,
    cream,
    curve(points('320,262 352,284 362,340 346,396 320,412 294,396 278,340 288,284'), true),
  );
  for (const side of [-1, 1]) {
    const x = (offset) => 320 + side * offset;
    fill(
      image,
      shade,
      curve(
        [
          [x(100), 404],
          [x(92), 352],
          [x(62), 356],
          [x(56), 420],
          [x(84), 432],
        ],
        true,
      ),
    );
    fill(image, coat, roundedBox(x(34) - 24, 330, 48, 106, 24));
    fill(image, coat, ellipse(x(34), 424, 32, 21));
    fill(image, cream, ellipse(x(34), 423, 26, 15));
    for (const toe of [-9, 9])
      stroke(
        image,
        shade,
        [
          [x(34) + toe, 421],
          [x(34) + toe, 433],
        ],
        3,
      );
    fill(
      image,
      coat,
      curve(
        [
          [x(28), 106],
          [x(52), 76],
          [x(92), 38],
          [x(106), 92],
          [x(104), 140],
          [x(60), 150],
        ],
        true,
      ),
    );
    fill(
      image,
      blush,
      curve(
        [
          [x(54), 102],
          [x(84), 66],
          [x(91), 104],
          [x(84), 126],
        ],
        true,
      ),
    );
  }
  fill(
    image,
    coat,
    curve(
      points('320,92 376,102 420,150 424,192 390,230 320,244 250,230 216,192 220,150 264,102'),
      true,
    ),
  );
  for (const [x, length] of [
    [-28, 30],
    [0, 40],
    [28, 30],
  ]) {
    stroke(
      image,
      shade,
      [
        [320 + x, 96],
        [320 + x * 0.8, 96 + length],
      ],
      12,
      5,
    );
  }
  fill(
    image,
    cream,
    curve(points('320,180 346,186 370,208 350,232 320,236 290,232 270,208 294,186'), true),
  );
  for (const side of [-1, 1]) {
    const x = (offset) => 320 + side * offset;
    fill(image, ink, ellipse(x(50), 166, 17, 20));
    fill(image, '#ffffff', ellipse(x(50) + 6, 159, 6));
    fill(image, '#ffffff', ellipse(x(50) - 5, 173, 3));
    fill(image, '#f3a58466', ellipse(x(78), 204, 20, 12));
    for (const [rise, reach] of [
      [-12, 158],
      [2, 164],
      [16, 156],
    ]) {
      stroke(
        image,
        shade,
        curve([
          [x(64), 206 + rise / 3],
          [x(112), 204 + rise * 0.8],
          [x(reach), 206 + rise * 1.5],
        ]),
        3.4,
        1.8,
      );
    }
    stroke(
      image,
      ink,
      curve([
        [320, 206],
        [x(3), 216],
        [x(16), 219],
        [x(26), 211],
      ]),
      4,
      3,
    );
  }
  fill(image, '#d9645f', curve(points('305,190 320,187 335,190 320,205'), true));
  stroke(image, '#4a7fd6', curve(points('262,239 290,252 320,256 350,252 378,239')), 15);
  fill(image, '#f6c945', ellipse(320, 268, 14));
  fill(image, '#b78a1d', ellipse(320, 272, 3.4));
  return image;
}

function hero() {
  const [width, height] = [1280, 720];
  const image = createImage(width, height);
  const stops = ['#3f5f9e', '#8f8fc4', '#f2a98c', '#fbdcae'].map(rgba);
  eachPixel(image, (_, y) => {
    const at = Math.min(stops.length - 1.001, (y / (height * 0.66)) * (stops.length - 1));
    return mix(stops[Math.floor(at)], stops[Math.floor(at) + 1], at % 1);
  });
  fill(image, '#fff6d830', ellipse(850, 352, 150));
  fill(image, '#fff6d850', ellipse(850, 352, 108));
  fill(image, '#fff3cf', ellipse(850, 352, 74));
  const ridge = (color, points) => {
    fill(image, color, [...curve(points), [width, height], [0, height]]);
  };
  ridge(
    '#a98fb2',
    points('0,372 150,318 300,372 470,292 640,380 830,410 1010,330 1150,372 1280,322'),
  );
  ridge('#7d74a5', points('0,420 190,392 380,446 560,402 760,452 960,424 1130,400 1280,440'));
  fill(image, '#d99f93', [
    [0, 470],
    [width, 470],
    [width, height],
    [0, height],
  ]);
  for (let y = 470; y < 690; y += 2) {
    fill(
      image,
      `#8a78a6${Math.round(((y - 470) / 220) * 120 + 20)
        .toString(16)
        .padStart(2, '0')}`,
      [
        [0, y],
        [width, y],
        [width, y + 2],
        [0, y + 2],
      ],
    );
  }
  for (let i = 0; i < 9; i++) {
    const half = 74 - i * 5 + (i % 2) * 14;
    fill(image, '#fff0cca0', roundedBox(850 - half, 480 + i * 15, half * 2, 5, 2.5));
  }
  fill(image, '#f8f4ee', points('474,396 474,512 428,512'));
  fill(image, '#fffdf8', curve(points('482,378 516,440 548,512 482,512')));
  fill(image, '#43304f', curve(points('420,522 484,526 556,522 530,548 446,548'), true));
  ridge('#3d4470', points('0,610 160,584 340,628 560,668 800,664 1010,620 1180,590 1280,604'));
  ridge('#262c4f', points('0,664 220,650 470,704 760,712 1030,672 1280,644'));
  for (const [x, foot, size] of [
    [88, 668, 1.3],
    [170, 666, 0.9],
    [30, 672, 0.8],
    [1150, 672, 1.2],
    [1222, 668, 1.6],
    [1078, 680, 0.8],
  ]) {
    for (const [rise, half] of [
      [0, 46],
      [42, 36],
      [80, 25],
    ]) {
      const y = foot - rise * size;
      fill(image, '#1c2140', [
        [x - half * size, y],
        [x + half * size, y],
        [x, y - 84 * size],
      ]);
    }
  }
  return image;
}

function icon() {
  const ground = rgba('#4f46e5');
  const image = createImage(256, 256, [ground[0], ground[1], ground[2], 0]);
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

mkdirSync(new URL('samples', root), { recursive: true });
writeFileSync(new URL('samples/cat.png', root), encodePngFile(cat(), { keepAlpha: true }));
writeFileSync(new URL('samples/hero.jpg', root), encodeJpegFile(hero(), 90));
writeFileSync(new URL('media/icon.png', root), encodePngFile(icon(), { keepAlpha: true }));
