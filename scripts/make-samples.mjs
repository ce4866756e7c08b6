// Draws the sample pictures and the icon, always byte for byte the same. Needs the Node of this repository:
//   node_modules/.bin/node scripts/make-samples.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { encodeJpegFile } from '../src/image/pixels/codec.ts';
import { encodePngFile } from '../src/image/png/encodePng.ts';
import { cat } from './samples/cat.mjs';
import { hero } from './samples/hero.mjs';
import { icon } from './samples/icon.mjs';

const root = new URL('..', import.meta.url);

mkdirSync(new URL('samples', root), { recursive: true });
writeFileSync(new URL('samples/cat.png', root), encodePngFile(cat(), { keepAlpha: true }));
writeFileSync(new URL('samples/hero.jpg', root), encodeJpegFile(hero(), 90));
writeFileSync(new URL('media/icon.png', root), encodePngFile(icon(), { keepAlpha: true }));
