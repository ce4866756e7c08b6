import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, test } from 'node:test';
import { packageFlags } from '../../scripts/package.mjs';
import { channelOf, latestRelease, releaseVersion } from '../../scripts/release-version.mjs';
import { out, root } from '../host/paths.ts';

const folder = path.join(out, 'release');
const CHANGELOG = `# Changelog

## 1.3.0 (2026-11-27)

- Second.

## 1.2.0 (2026-10-01)

- First.
`;

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  write('CHANGELOG.md', CHANGELOG);
  mkdirSync(path.join(folder, 'src'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json', 'src/version.ts'])
    write(name, readFileSync(path.join(root, name), 'utf8'));
});

test('the release is the version at the top of CHANGELOG.md, with its entries alone', () => {
  assert.deepEqual(latestRelease(CHANGELOG), { version: '1.3.0', notes: '- Second.' });
});

test('a changelog whose top is no dated version with entries releases nothing', () => {
  for (const top of ['Unreleased', '1.3.0', '1.3.0-beta.1 (2026-11-27)', '1.3 (2026-11-27)']) {
    const changelog = CHANGELOG.replace('1.3.0 (2026-11-27)', top);
    assert.throws(() => latestRelease(changelog), /change that heading to a version and a date/);
  }
  assert.throws(() => latestRelease(CHANGELOG.replace('- Second.', '')), /has no entries/);
  assert.throws(() => latestRelease('# Changelog\n'), /starts with/);
});

test('odd minor versions are pre-releases, as the Marketplace requires', () => {
  const versions = ['0.1.0', '1.3.7', '0.2.0', '2.0.0', '1.10.0'];
  assert.deepEqual(versions.map(channelOf), [
    'pre-release',
    'pre-release',
    'release',
    'release',
    'release',
  ]);
});

test('a version that package.json or its lockfile does not have is not released, until --write sets it', () => {
  const before = read('package.json');
  assert.throws(() => releaseVersion(folder, []), /releases 1\.3\.0, but package\.json has/);
  assert.equal(
    releaseVersion(folder, ['--write']),
    'version=1.3.0\ntag=v1.3.0\nchannel=pre-release\n',
  );
  assert.equal(releaseVersion(folder, []), 'version=1.3.0\ntag=v1.3.0\nchannel=pre-release\n');
  const changed = before.replace(/^ {2}"version": ".*"/m, '  "version": "1.3.0"');
  assert.equal(read('package.json'), changed, 'more than the version changed');
  const lock = JSON.parse(read('package-lock.json')) as {
    version: string;
    packages: Record<string, { version: string }>;
  };
  assert.equal(lock.version, '1.3.0');
  assert.equal(lock.packages['']?.version, '1.3.0');
  write('package-lock.json', read('package-lock.json').replace('1.3.0', '1.2.0'));
  assert.throws(() => releaseVersion(folder, []), /package-lock\.json has 1\.2\.0/);
  releaseVersion(folder, ['--write']);
  assert.match(read('src/version.ts'), /^export const VERSION = '1\.3\.0';$/m);
  write('src/version.ts', read('src/version.ts').replace('1.3.0', '1.2.0'));
  assert.throws(() => releaseVersion(folder, []), /src\/version\.ts has 1\.2\.0/);
});

test('--notes writes the entries of the release', () => {
  const notes = path.join(folder, 'notes.md');
  releaseVersion(folder, ['--write', '--notes', notes]);
  assert.equal(read('notes.md'), '- Second.\n');
});

test('a release links its README to its own tag, and says whether it is a pre-release', () => {
  assert.deepEqual(packageFlags('0.1.0', false), ['--no-dependencies']);
  assert.deepEqual(packageFlags('0.2.0', true), ['--no-dependencies', '--githubBranch', 'v0.2.0']);
  assert.deepEqual(packageFlags('0.3.0', true), [
    '--no-dependencies',
    '--githubBranch',
    'v0.3.0',
    '--pre-release',
  ]);
});

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}
