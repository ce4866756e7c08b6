import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { out, root, vsix } from '../host/paths.ts';
import { unzip } from './zip.ts';

interface Metafile {
  readonly outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
}

const packed = unzip(readFileSync(vsix)).get('extension/ThirdPartyNotices.txt')?.toString() ?? '';

/** Names and versions, with the text below them. The first part is the introduction. */
const sections = new Map(
  packed
    .split(`\n${'='.repeat(80)}\n`)
    .slice(1)
    .map((section) => {
      const [title = '', license = '', ...text] = section.split('\n');
      return [title, { license, text: text.join('\n') }] as const;
    }),
);

const APPENDIX = 'The Apache License, Version 2.0, that is named above';

test('ThirdPartyNotices.txt in the package names each package in dist/, and no other', () => {
  const named = [...sections.keys()].filter((title) => title !== APPENDIX);
  assert.deepEqual(named.sort(), bundledPackages());
});

test('each package in ThirdPartyNotices.txt has a license id and the text of the license', () => {
  assert.ok(sections.size > 1, `${sections.size} sections`);
  for (const [title, { license, text }] of sections) {
    if (title === APPENDIX) continue;
    assert.match(license, /^License: [A-Z0-9]/, title);
    assert.match(text, /copyright|creative commons/i, title);
    assert.match(text, /permission|redistribution|licensed rights/i, title);
  }
});

test('ThirdPartyNotices.txt has what minifying removes: licenses of single files, and the icons', () => {
  const jpeg = [...sections].find(([title]) => title.startsWith('jpeg-js '))?.[1].text ?? '';
  assert.match(jpeg, /Copyright \(c\) 2008, Adobe Systems Incorporated/);
  assert.match(jpeg, /Copyright 2011 notmasteryet/);
  assert.match(sections.get(APPENDIX)?.text ?? '', /END OF TERMS AND CONDITIONS\n$/);
  const icons = [...sections].find(([title]) => title.startsWith('@vscode/codicons '))?.[1];
  assert.match(icons?.license ?? '', /CC-BY-4\.0/);
  assert.match(icons?.text ?? '', /Attribution 4\.0 International[^]*MIT License/);
});

test('the committed ThirdPartyNotices.txt is current, and is the one in the package', () => {
  const check = spawnSync(process.execPath, ['scripts/notices.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(check.status, 0, check.stderr);
  assert.equal(packed, readFileSync(path.join(root, 'ThirdPartyNotices.txt'), 'utf8'));
});

/** Returns `name version` of each package that has bytes in dist/, read apart from scripts/notices.mjs. */
function bundledPackages(): string[] {
  const { outputs } = JSON.parse(readFileSync(path.join(out, 'meta.json'), 'utf8')) as Metafile;
  const found = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const after = file.lastIndexOf('node_modules/');
      if (after === -1 || bytesInOutput === 0) continue;
      const parts = file.slice(after).split('/');
      const name = parts.slice(1, parts[1]!.startsWith('@') ? 3 : 2).join('/');
      const manifest = path.join(root, file.slice(0, after), 'node_modules', name, 'package.json');
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
      found.add(`${name} ${version}`);
    }
  }
  return [...found].sort();
}
