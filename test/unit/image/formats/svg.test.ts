import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findDisguise } from '../../../../src/image/formats/disguise.ts';
import {
  decodeSvg,
  drawingSize,
  externalReference,
  isSvgRoot,
  skipProlog,
} from '../../../../src/image/formats/svg.ts';

const XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"';

describe('an SVG file', () => {
  for (const [what, text] of [
    ['without a prolog', '<svg/>'],
    ['with a declaration and comments', '<?xml version="1.0"?><!-- a --> <!-- <html> --><svg >'],
    [
      'with a document type',
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n<svg\n>',
    ],
    [
      'with entities, as Illustrator writes them',
      '<!DOCTYPE svg [ <!ENTITY a "http://x/"> ]>\n<svg>',
    ],
    ['with a prefix', '<svg:svg xmlns:svg="http://www.w3.org/2000/svg">'],
    ['after a long license', `<!--${'license '.repeat(2000)}--><svg>`],
  ] as const) {
    test(`is recognized ${what}`, () => {
      assert.equal(findDisguise(Buffer.from(text)), 'svg');
      assert.ok(isSvgRoot(skipProlog(text)));
    });
  }

  test('is nothing that only mentions one', () => {
    for (const text of [
      '<!-- <svg> -->',
      '<!-- <svg>',
      '<p><svg></p>',
      'svg',
      '<svgx>',
      '<?xml <svg>',
    ]) {
      assert.equal(findDisguise(Buffer.from(text)), undefined, text);
    }
    assert.equal(findDisguise(Buffer.from('<!doctype html><svg>')), 'svg');
  });

  test('is read in UTF-8 and UTF-16', () => {
    const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<svg/>', 'utf16le')]);
    const big = Buffer.from(little).swap16();
    for (const file of [Buffer.from('\ufeff<svg/>'), little, big])
      assert.equal(decodeSvg(file), '<svg/>');
  });
});

describe('the size of a drawing', () => {
  for (const [attributes, width, height] of [
    ['width="960" height="640"', 960, 640],
    ['width="960px" height=" 640 " viewBox="0 0 3 2"', 960, 640],
    ['width="10in" height="1440pt"', 960, 1920],
    ["width='1e3' height='6.4e2'", 1000, 640],
    ['viewBox="0 0 1200 630"', 1200, 630],
    ['viewBox="-5,-5,1200.4,630"', 1200, 630],
    ['width="100%" height="100%" viewBox="0 0 800 600"', 800, 600],
    ['width="600" viewBox="0 0 24 12"', 600, 300],
    ['height="600" viewBox="0 0 24 12"', 1200, 600],
    // Small ones are enlarged by a whole factor.
    ['width="24" height="24"', 528, 528],
    ['width="511" height="1"', 1022, 2],
    ['width="512" height="1"', 512, 1],
    // Large ones get the largest size.
    ['width="8192" height="2048"', 4096, 1024],
    ['width="1e9" height="1"', 4096, 1],
    // No size at all.
    ['', 1024, 1024],
    ['width="auto" height="-4" viewBox="0 0 0 0"', 1024, 1024],
    ['data-width="9" data-note="width=5 > height" width="700" height="800"', 700, 800],
  ] as const) {
    test(`is ${width} × ${height} px for ${attributes || 'no attributes'}`, () => {
      const text = `<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect width="9" height="9"/></svg>`;
      assert.deepEqual(drawingSize(text), { width, height });
    });
  }

  test('is within the limits for any numbers', () => {
    const number = fc.oneof(fc.double(), fc.string());
    fc.assert(
      fc.property(number, number, number, number, (a, b, c, d) => {
        const { width, height } = drawingSize(
          `<svg width="${a}" height="${b}" viewBox="0 0 ${c} ${d}">`,
        );
        for (const side of [width, height])
          assert.ok(Number.isInteger(side) && side >= 1 && side <= 4096);
        assert.ok(Math.max(width, height) >= 512);
      }),
    );
  });
});

describe('a file that a drawing needs', () => {
  for (const [needs, markup] of [
    ['photo.png', '<image href="photo.png"/>'],
    ['photo.png', `<image ${XLINK} x="1" xlink:href='photo.png'/>`],
    ['icons.svg#a', '<use\n href="icons.svg#a"/>'],
    ['https://x.example/a.png', '<filter><feImage href="https://x.example/a.png"/></filter>'],
    ['a.css', '<?xml-stylesheet type="text/css" href="a.css"?><svg/>'],
    ['https://fonts.example/css', '<style>@import url("https://fonts.example/css");</style>'],
    ['b.css', "<style>@import 'b.css';</style>"],
    ['f.woff2', '<style>@font-face { src: url(f.woff2) }</style>'],
    ['p.svg#x', '<rect fill="url(p.svg#x)"/>'],
  ] as const) {
    test(`is found: ${markup}`, () => {
      assert.equal(externalReference(`<svg>${markup}</svg>`), needs);
    });
  }

  for (const markup of [
    '<image href="data:image/png;base64,AAAA"/>',
    '<use href="#a"/><use xlink:href="#b"/>',
    '<rect fill="url(#gradient)" mask="url(\'#m\')"/>',
    '<a href="https://example.com/"><text>link</text></a>',
    '<style>@font-face { src: url( "data:font/woff2;base64,AAAA" ) }</style>',
    '<!-- <image href="photo.png"/> --><rect/>',
    '<script href="a.js"/>',
    '<image/><a href="b.png"/>',
  ]) {
    test(`is not needed by ${markup}`, () => {
      assert.equal(externalReference(`<svg>${markup}</svg>`), undefined);
    });
  }
});

test('hostile text takes time that grows with its length', () => {
  const count = 300_000;
  const started = performance.now();
  for (const part of [
    '<!---->',
    '<!--',
    '<image ',
    '<image href ',
    'url( ',
    '@import ',
    ' ',
    '<?',
    '<!doctype [',
    "<svg a='",
  ]) {
    const text = `${part.repeat(count)}x`;
    findDisguise(Buffer.from(text));
    externalReference(text);
    drawingSize(text);
    drawingSize(`<svg ${text}`);
  }
  assert.ok(performance.now() - started < 5000, `${performance.now() - started} ms`);
});
