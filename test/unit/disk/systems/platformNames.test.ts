/** Every system's rules for names, tested on any of them. */
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { win32 } from 'node:path';
import { describe, test } from 'node:test';
import { numberedName, promptSlug, safeStem } from '../../../../src/disk/names.ts';
import { fitStem, keepsName, nameKey, nameLength } from '../../../../src/disk/platformNames.ts';

const PLATFORMS = ['win32', 'darwin', 'linux'] as const;
type Keeps = readonly [win32: boolean, darwin: boolean, linux: boolean];
const ALL: Keeps = [true, true, true];
const NONE: Keeps = [false, false, false];
const NOT_WINDOWS: Keeps = [false, true, true];

describe('keepsName', () => {
  const cases: readonly (readonly [name: string, keeps: Keeps])[] = [
    ['cat.png', ALL],
    ['été (2).png', ALL],
    ['CON_.png', ALL],
    ['COM10.png', ALL],
    ['console.png', ALL],
    ['.hidden', ALL],
    ['', NONE],
    ['.', NONE],
    ['..', NONE],
    ['a/b.png', NONE],
    ['a\0b.png', NONE],
    ['a\ud83d.png', NONE],
    ...['CON', 'con.png', 'PRN.tar.png', 'aux .png', 'NUL', 'COM0.png', 'com1', 'LPT9.png'].map(
      (name) => [name, NOT_WINDOWS] as const,
    ),
    ...['COM¹.png', 'lpt².png', 'COM³', 'CONIN$', 'conout$.png'].map(
      (name) => [name, NOT_WINDOWS] as const,
    ),
    ...[
      'cat.',
      'cat ',
      'cat. .',
      'a<b',
      'a>b',
      'a"b',
      'a\\b',
      'a|b',
      'a?b',
      'a*b',
      'a\u0001b',
      'a\nb',
    ].map((name) => [name, NOT_WINDOWS] as const),
    ['cat.png:stream', [false, false, true]],
    ['\u0378.png', [true, false, true]],
  ];
  for (const [name, keeps] of cases) {
    test(`${JSON.stringify(name)}: ${keeps.join()}`, () => {
      assert.deepEqual(
        PLATFORMS.map((platform) => keepsName(name, platform)),
        keeps,
      );
    });
  }

  test('counts units on Windows and macOS, and bytes on Linux', () => {
    const long: readonly (readonly [string, Keeps])[] = [
      ['x'.repeat(255), ALL],
      ['x'.repeat(256), NONE],
      ['é'.repeat(127), ALL],
      ['é'.repeat(128), [true, false, false]],
      ['猫'.repeat(255), [true, true, false]],
      ['猫'.repeat(256), NONE],
      ['🎨'.repeat(127), [true, true, false]],
      ['🎨'.repeat(128), NONE],
    ];
    for (const [name, keeps] of long) {
      const found = PLATFORMS.map((platform) => keepsName(name, platform));
      assert.deepEqual(found, keeps, `${name.slice(0, 2)} × ${name.length}`);
    }
  });

  test('every system keeps the names of results, whatever the prompt and the source', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      // The letter that grows most when accents are taken apart.
      fc.nat(120).map((times) => '\u0390'.repeat(times)),
    );
    const number = fc.integer({ min: 1, max: 9999 });
    fc.assert(
      fc.property(text, number, fc.constantFrom(safeStem, promptSlug), (any, n, stemOf) => {
        for (const platform of PLATFORMS) {
          const name = numberedName(fitStem(stemOf(any), '/some/folder', platform), n, 'jpeg');
          assert.ok(keepsName(name, platform), `${platform}: ${JSON.stringify(name)}`);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('nameKey', () => {
  const cases: readonly (readonly [one: string, other: string, isSame: Keeps])[] = [
    ['Cat.png', 'cat.PNG', [true, true, false]],
    ['CAFÉ.png', 'café.png', [true, true, false]],
    ['caf\u00e9.png', 'cafe\u0301.png', [false, true, false]],
    ['CAFE\u0301.png', 'caf\u00e9.png', [false, true, false]],
    ['\u212b.png', '\u00c5.png', [false, true, false]],
    ['straße.png', 'STRASSE.png', [false, true, false]],
    ['ΣΑΣ.png', 'σας.png', [true, true, false]],
    ['ca\u200dt.png', 'cat.png', [false, true, false]],
    ['ca\u00adt.png', 'cat.png', NONE],
    ['cat.png', 'cat-2.png', NONE],
    ['КОТ.png', 'кот.png', [true, true, false]],
  ];
  for (const [one, other, isSame] of cases) {
    test(`${JSON.stringify([one, other])} are the same: ${isSame.join()}`, () => {
      assert.deepEqual(
        PLATFORMS.map((platform) => nameKey(one, platform) === nameKey(other, platform)),
        isSame,
      );
    });
  }
});

describe('stems never differ only in what is invisible', () => {
  const invisible = {
    'a Hangul filler': '\u3164',
    'a half-width filler': '\uffa0',
    'a variation selector': '\ufe0f',
    'a supplementary selector': '\u{e0100}',
    'a grapheme joiner': '\u034f',
    'a blank Braille pattern': '\u2800',
    'a Mongolian selector': '\u180b',
    'a tag': '\u{e0061}',
    'a private character, as WSL writes a colon': '\uf03a',
    'an unassigned character, which APFS refuses': '\u0378',
    'a noncharacter': '\uffff',
    'a zero-width space': '\u200b',
  };
  for (const [what, character] of Object.entries(invisible)) {
    test(`without ${what}`, () => {
      assert.equal(safeStem(`ca${character}t`), 'cat');
      assert.equal(safeStem(character), 'image');
      assert.equal(promptSlug(character), 'image');
    });
  }
});

describe('fitStem', () => {
  const room = (stem: string, folder: string, platform: NodeJS.Platform) =>
    fitStem(stem, folder, platform);

  test('leaves what fits as it is', () => {
    for (const platform of PLATFORMS)
      assert.equal(room('cat-edited', '/a', platform), 'cat-edited');
  });

  test('shortens a name to what the system accepts, with its number', () => {
    assert.equal(room('x'.repeat(300), '/a', 'linux').length, 170);
    for (const platform of PLATFORMS) {
      const stem = room('\u0390'.repeat(85), '/a', platform);
      assert.ok(nameLength(numberedName(stem, 9999, 'jpeg'), platform) <= 255);
    }
    assert.equal(room('\u0390'.repeat(85), 'C:\\a', 'win32').length, 85);
    assert.equal(room('\u0390'.repeat(85), '/a', 'darwin').length, 81);
  });

  test('keeps a whole path within 259 characters on Windows', () => {
    const folder = `C:\\${'f'.repeat(200)}`;
    const stem = room('x'.repeat(100), folder, 'win32');
    assert.equal(win32.join(folder, numberedName(stem, 9999, 'jpeg')).length, 259);
    assert.equal(room('x'.repeat(100), folder, 'darwin').length, 100);
    const share = `\\\\server\\share\\${'f'.repeat(200)}`;
    const shared = win32.join(
      share,
      numberedName(room('x'.repeat(100), share, 'win32'), 9999, 'jpeg'),
    );
    assert.equal(shared.length, 259);
  });

  test('leaves the stem where the folder is too long anyway, or in the long form', () => {
    const deep = `C:\\${'f'.repeat(230)}`;
    assert.equal(room('x'.repeat(100), deep, 'win32').length, 100);
    assert.equal(room('x'.repeat(100), `\\\\?\\C:\\${'f'.repeat(200)}`, 'win32').length, 100);
    const unc = `\\\\?\\UNC\\server\\share\\${'f'.repeat(200)}`;
    assert.equal(room('x'.repeat(100), unc, 'win32').length, 100);
  });

  test('counts the bytes of the path elsewhere', () => {
    const folder = `/${'é'.repeat(490)}`;
    assert.equal(room('x'.repeat(100), folder, 'darwin').length, 1023 - 981 - 1 - 10);
    assert.equal(room('x'.repeat(100), folder, 'linux').length, 100);
    const deep = `/${'f'.repeat(4050)}`;
    assert.equal(room('x'.repeat(100), deep, 'linux').length, 4095 - 4051 - 1 - 10);
  });

  test('leaves no space, dot, or half a letter at the cut', () => {
    const folder = `C:\\${'f'.repeat(225)}`;
    assert.equal(room('twenty letters, . . ..', folder, 'win32'), 'twenty letters,');
    assert.equal(room(`${'x'.repeat(19)}🇯🇵`, folder, 'win32'), 'x'.repeat(19));
  });
});
