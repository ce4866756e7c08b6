import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const minimum = /^\^(\d+\.\d+)\.0$/.exec(manifest.engines.vscode)?.[1] ?? '';

test('report-E4 the oldest editor is 1.105, on which forks are', () => {
  assert.equal(minimum, '1.105');
});

test('report-E4 newer API does not compile: the types are those of the oldest editor', () => {
  const types = manifest.devDependencies['@types/vscode'] ?? '';
  assert.match(types, /^\d+\.\d+\.\d+$/, 'an exact version');
  assert.equal(types.split('.').slice(0, 2).join('.'), minimum);
});

test('report-E4 the README, the issue form, and the workflow name the same version', () => {
  for (const file of [
    'README.md',
    '.github/ISSUE_TEMPLATE/bug_report.yml',
    '.github/workflows/ci.yml',
  ]) {
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes(minimum), file);
  }
});
