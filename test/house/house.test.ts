import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { RULES } from './rules.ts';
import { readTree, type Tree } from './tree.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TEST_FILES = '{test,scripts}/**/*.{ts,mjs}';

/** For each rule, a small tree that breaks it once: a rule that never fails would guard nothing. */
const BROKEN = {
  'No import runs in a circle': {
    'src/run/a.ts': "import type { B } from './b.ts';",
    'src/run/b.ts': "export * from './a.ts';",
  },
  'A file imports from its own room and from rooms above it in the list': {
    'src/text/a.ts': "const b = await import('../run/b.ts');",
    'src/run/b.ts': '',
  },
  'Only src/vscode/ and src/extension.ts import vscode': {
    'src/run/a.ts': "import type { Uri } from 'vscode';",
    'src/vscode/b.ts': "import * as vscode from 'vscode';",
    'src/extension.ts': "import * as vscode from 'vscode';",
  },
  'Every file in src/vscode/ imports vscode': {
    'src/vscode/a.ts': "// from 'vscode'",
    'src/vscode/b.ts': "import type * as vscode from 'vscode';",
  },
  'Pages import only protocol files from src/': {
    'media/panel/a.ts': "import { b } from '../../src/run/b.ts';",
    'media/panel/c.ts': "import { d } from '../../src/panel/region/protocol.ts';",
  },
  'No folder holds more than 16 files': Object.fromEntries(
    Array.from({ length: 17 }, (_, index) => [`src/run/file${index}.ts`, '']),
  ),
  'No file has more than 250 lines': {
    'src/run/a.ts': '\n'.repeat(251),
    'src/run/b.ts': '\n'.repeat(250),
  },
} satisfies Record<keyof typeof RULES, Readonly<Record<string, string>>>;

describe('the house', () => {
  const tree = readTree(ROOT);

  test('is read from the real sources', () => {
    assert.ok(tree.has('src/extension.ts') && tree.has('media/panel/panel.ts'));
  });

  for (const [name, rule] of Object.entries(RULES)) {
    test(name, () => {
      assert.deepEqual(rule(tree), []);
    });
    test(`a tree that breaks the rule is reported once: ${name}`, () => {
      const broken: Tree = new Map(Object.entries(BROKEN[name as keyof typeof RULES]));
      assert.equal(rule(broken).length, 1);
    });
  }

  test('an unlisted room is reported', () => {
    const broken = new Map([
      ['src/attic/a.ts', "import './b.ts';"],
      ['src/attic/b.ts', ''],
    ]);
    assert.equal(
      RULES['A file imports from its own room and from rooms above it in the list'](broken).length,
      1,
    );
  });
});

describe('tests and scripts', () => {
  const files = readTree(ROOT, TEST_FILES);
  for (const name of [
    'No folder holds more than 16 files',
    'No file has more than 250 lines',
  ] as const) {
    test(name, () => {
      assert.ok(files.size > 100);
      assert.deepEqual(RULES[name](files), []);
    });
  }
});
