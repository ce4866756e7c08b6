import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import {
  MAX_STEM_BYTES,
  numberedName,
  promptSlug,
  resultStem,
  safeStem,
  unknownPlaceholder,
  addEnding,
} from '../../../src/disk/names.ts';

/** Any text, with the characters that make trouble more often than chance would have them. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...['..', '/', '\\', ':', 'CON', 'nul', 'COM¹', 'lpt9', '.', ' ', '-', '\u0000', '\u009f'],
        ...[
          '\u202e',
          '\u200b',
          '\u200d',
          '\ufeff',
          '\ud800',
          'e',
          '\u0301',
          '👩‍👩‍👧',
          '🇯🇵',
          '雨',
          '\n',
          '*',
        ],
        ...['x'.repeat(166), 'e\u0301'.repeat(90), `a${'\u0301'.repeat(200)}`],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);
const RUNS = { numRuns: 1000 };
/** Two code points that are one character for a reader, and have no composed form. */
const UNDERLINED = 'e\u0331';
const RESERVED = /^(con|prn|aux|nul|(com|lpt)[0-9¹²³])\s*(\.|$)/i;

describe('safeStem, for any text', () => {
  const holds = (what: string, check: (stem: string) => boolean): void => {
    test(what, () => {
      fc.assert(
        fc.property(nasty, (text) => check(safeStem(text))),
        RUNS,
      );
    });
  };
  holds('returns what it keeps when it is applied again', (stem) => safeStem(stem) === stem);
  holds('returns one segment of a path', (stem) => {
    const folder = path.resolve('/some/folder');
    return (
      path.dirname(path.resolve(folder, stem)) === folder &&
      path.win32.dirname(path.win32.resolve('C:\\some', stem)) === 'C:\\some'
    );
  });
  holds(
    'returns at most 180 bytes with a number and an extension',
    (stem) => stem.length > 0 && Buffer.byteLength(numberedName(stem, 9999, 'jpeg')) <= 180,
  );
  holds('returns no device name, with or without an extension', (stem) => !RESERVED.test(stem));
  holds('returns no invisible character, and none that Windows refuses', (stem) =>
    /^[^\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]+$/u.test(stem),
  );
  holds(
    'returns no dot or dash in front, and no dot or space at the end',
    (stem) => !/^[-. ]|[. ]$/.test(stem),
  );
  holds('returns composed characters', (stem) => stem.normalize('NFC') === stem);
});

describe('safeStem', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['cat', 'cat'],
    ['Über uns (2)', 'Über uns (2)'],
    ['../../etc/passwd', 'etcpasswd'],
    ['CON', 'CON_'],
    ['aux.tar', 'aux_.tar'],
    ['nul .txt', 'nul_ .txt'],
    ['COM¹', 'COM¹_'],
    ['COM10', 'COM10'],
    ['console', 'console'],
    ['-rf', 'rf'],
    ['.hidden', 'hidden'],
    ['cat. . .', 'cat'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['line\none', 'line one'],
    ['e\u0301te\u0301', 'été'],
    ['', 'image'],
    ['///', 'image'],
    ['\u200b\u200b', 'image'],
  ];
  for (const [text, stem] of cases) {
    test(`turns ${JSON.stringify(text)} into ${JSON.stringify(stem)}`, () => {
      assert.equal(safeStem(text), stem);
    });
  }

  test('never cuts a flag in half', () => {
    assert.equal(safeStem('🇯🇵'.repeat(64)), '🇯🇵'.repeat(Math.floor(MAX_STEM_BYTES / 8)));
  });
});

describe('promptSlug', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['A red square!', 'a-red-square'],
    ['雨の夜の街', '雨の夜の街'],
    ['Grüße aus Köln', 'grüße-aus-köln'],
    ["a cat's hat", 'a-cats-hat'],
    ['кот в шляпе', 'кот-в-шляпе'],
    ['هرة حمراء', 'هرة-حمراء'],
    ['बिल्ली और कुत्ता', 'बिल्ली-और-कुत्ता'],
    ['two\nlines', 'two-lines'],
    ['16:9 banner, v2.0', '16-9-banner-v2-0'],
    ['🎨🎨', 'image'],
    ['', 'image'],
    ['con', 'con_'],
  ];
  for (const [prompt, slug] of cases) {
    test(`turns ${JSON.stringify(prompt)} into ${JSON.stringify(slug)}`, () => {
      assert.equal(promptSlug(prompt), slug);
    });
  }

  test('cuts a long prompt after a word', () => {
    const slug = promptSlug('a quiet harbour at dawn with seven small wooden boats and gulls');
    assert.equal(slug, 'a-quiet-harbour-at-dawn-with-seven-small-wooden');
  });

  test('has at most 48 characters as a reader counts them, and drops whole words', () => {
    const exact = `${'a'.repeat(20)} ${'b'.repeat(27)}`;
    assert.equal(promptSlug(exact), exact.replace(' ', '-'));
    assert.equal(promptSlug(`${exact}b`), 'a'.repeat(20));
    assert.equal(promptSlug(UNDERLINED.repeat(48)), UNDERLINED.repeat(48));
    assert.equal(promptSlug(UNDERLINED.repeat(49)), UNDERLINED.repeat(48));
    assert.equal(promptSlug(`a ${UNDERLINED.repeat(46)}`), `a-${UNDERLINED.repeat(46)}`);
    assert.equal(promptSlug(`a ${UNDERLINED.repeat(47)}`), 'a');
  });

  test('cuts a text without spaces between its words', () => {
    const slug = promptSlug('雨の夜の街を歩く人々と古い電車'.repeat(5));
    assert.ok(slug.length <= 48 && slug.length > 40);
    assert.ok(promptSlug('x'.repeat(500)) === 'x'.repeat(48));
  });

  test('returns a safe stem for any text', () => {
    fc.assert(
      fc.property(nasty, (text) => safeStem(promptSlug(text)) === promptSlug(text)),
      RUNS,
    );
  });
});

describe('resultStem', () => {
  const prompt = 'Make it blue';
  const cases: readonly (readonly [string, string | undefined, string])[] = [
    ['${source}-edited', 'cat', 'cat-edited'],
    ['${prompt}', 'cat', 'make-it-blue'],
    ['${source}-${prompt}', 'cat', 'cat-make-it-blue'],
    ['${source}-edited', undefined, 'make-it-blue'],
    ['art/${prompt}', undefined, 'artmake-it-blue'],
    ['fixed', 'cat', 'fixed'],
    ['', 'cat', 'make-it-blue'],
    ['${source}-edited', '${prompt}', '${prompt}-edited'],
    ['${source}', 'aux', 'aux_'],
  ];
  for (const [template, source, stem] of cases) {
    test(`fills ${JSON.stringify(template)} with ${source ?? 'no source'}`, () => {
      assert.equal(resultStem(template, { prompt, ...(source !== undefined && { source }) }), stem);
    });
  }

  test('shares the room between placeholders, and gives a text without room nothing', () => {
    const source = 'x'.repeat(300);
    assert.equal(resultStem('${source}', { source, prompt }), 'x'.repeat(MAX_STEM_BYTES));
    const half = 'x'.repeat((MAX_STEM_BYTES - 2) / 2);
    assert.equal(resultStem('${source}-+${source}', { source, prompt }), `${half}-+${half}`);
    const full = 'y'.repeat(MAX_STEM_BYTES + 10);
    assert.equal(resultStem(`${full}\${source}`, { source, prompt }), full.slice(10));
    assert.equal(resultStem('  ', { source, prompt }), 'make-it-blue');
  });

  test('shortens a long source and keeps the text around it', () => {
    const stem = resultStem('${source}-edited', { source: '猫'.repeat(80), prompt });
    assert.ok(stem.endsWith('猫-edited'));
    assert.ok(Buffer.byteLength(stem) <= MAX_STEM_BYTES);
  });
});

test('unknownPlaceholder finds what the settings editor marks too', () => {
  const manifest = readFileSync(path.join(import.meta.dirname, '../../../package.json'), 'utf8');
  const { contributes } = JSON.parse(manifest) as {
    contributes: { configuration: { properties: Record<string, { pattern?: string }> } };
  };
  const { pattern = '' } = contributes.configuration.properties['easel.output.fileName'] ?? {};
  for (const [template, unknown] of [
    ['${source}-edited', undefined],
    ['${prompt} ${source}', undefined],
    ['$5-{date}-$', undefined],
    ['', undefined],
    ['${source}-${date}', 'date'],
    ['${Source}', 'Source'],
    ['${}', ''],
    ['${source}$${date}', 'date'],
  ] as const) {
    assert.equal(unknownPlaceholder(template), unknown, template);
    assert.equal(new RegExp(pattern).test(template), unknown === undefined, template);
  }
});

test('addEnding keeps the ending of a long stem', () => {
  assert.equal(addEnding('cat-edited', '-whole'), 'cat-edited-whole');
  const long = addEnding('猫'.repeat(80), '-whole');
  assert.ok(long.endsWith('猫-whole') && Buffer.byteLength(long) <= MAX_STEM_BYTES, long);
  const exact = addEnding('x'.repeat(MAX_STEM_BYTES), '-whole');
  assert.equal(exact, `${'x'.repeat(MAX_STEM_BYTES - 6)}-whole`);
  assert.equal(addEnding('x'.repeat(MAX_STEM_BYTES), '-é').length, MAX_STEM_BYTES - 1);
});

test('numberedName numbers files from the second one on', () => {
  assert.equal(numberedName('cat-edited', 1, 'png'), 'cat-edited.png');
  assert.equal(numberedName('cat-edited', 2, 'png'), 'cat-edited-2.png');
});
