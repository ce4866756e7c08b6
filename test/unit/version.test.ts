import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { USER_AGENT, VERSION } from '../../src/version.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('report-A5 the User-Agent has the version of package.json', () => {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  assert.equal(VERSION, version);
  assert.equal(USER_AGENT, `Easel/${version}`);
});
