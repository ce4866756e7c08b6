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
  holds('cleaning twice changes nothing', (stem) => safeStem(stem) === stem);
  holds('it is one segment of a path', (stem) => {
    const folder = path.resolve('/some/folder');
    return (
      path.dirname(path.resolve(folder, stem)) === folder &&
      path.win32.dirname(path.win32.resolve('C:\\some', stem)) === 'C:\\some'
    );
  });
  holds(
    'with number and extension it has at most 180 bytes',
    (stem) => stem.length > 0 && Buffer.byteLength(numberedName(stem, 9999, 'jpeg')) <= 180,
  );
  holds('no device name, with or without extension', (stem) => !RESERVED.test(stem));
  holds('nothing invisible, nothing Windows refuses', (stem) =>
    /^[^\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]+$/u.test(stem),
  );
  holds('no dot or dash in front, no dot or space behind', (stem) => !/^[-. ]|[. ]$/.test(stem));
  holds('composed', (stem) => stem.normalize('NFC') === stem);
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
    test(JSON.stringify(text), () => {
      assert.equal(safeStem(text), stem);
    });
  }

  test('a cut never leaves half a flag', () => {
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
    test(JSON.stringify(prompt), () => {
      assert.equal(promptSlug(prompt), slug);
    });
  }

  test('long prompts end at a word', () => {
    const slug = promptSlug('a quiet harbour at dawn with seven small wooden boats and gulls');
    assert.equal(slug, 'a-quiet-harbour-at-dawn-with-seven-small-wooden');
  });

  test('text without spaces is cut between its own words', () => {
    const slug = promptSlug('雨の夜の街を歩く人々と古い電車'.repeat(5));
    assert.ok(slug.length <= 48 && slug.length > 40);
    assert.ok(promptSlug('x'.repeat(500)) === 'x'.repeat(48));
  });

  test('any text becomes a safe stem', () => {
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
    test(`${template} of ${String(source)}`, () => {
      assert.equal(resultStem(template, { prompt, ...(source !== undefined && { source }) }), stem);
    });
  }

  test('a long source is shortened, the words behind it stay', () => {
    const stem = resultStem('${source}-edited', { source: '猫'.repeat(80), prompt });
    assert.ok(stem.endsWith('猫-edited'));
    assert.ok(Buffer.byteLength(stem) <= MAX_STEM_BYTES);
  });
});

test('a placeholder that nothing stands for is found, and marked in the settings editor too', () => {
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

test('a long stem keeps its ending', () => {
  assert.equal(addEnding('cat-edited', '-whole'), 'cat-edited-whole');
  const long = addEnding('猫'.repeat(80), '-whole');
  assert.ok(long.endsWith('猫-whole') && Buffer.byteLength(long) <= MAX_STEM_BYTES, long);
});

test('numbers begin with the second file', () => {
  assert.equal(numberedName('cat-edited', 1, 'png'), 'cat-edited.png');
  assert.equal(numberedName('cat-edited', 2, 'png'), 'cat-edited-2.png');
});
