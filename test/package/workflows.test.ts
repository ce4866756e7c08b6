import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../host/paths.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const workflows = globSync('.github/workflows/*.yml', { cwd: root }).map(
  (file) => [file, read(file)] as const,
);
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

test('workflows use actions by commit, and say which version that is', () => {
  assert.ok(workflows.length >= 3);
  for (const [file, text] of workflows) {
    const uses = [...text.matchAll(/uses: .*/g)];
    assert.ok(uses.length > 0, `${file} uses no action`);
    for (const [line] of uses)
      assert.match(line, /^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, file);
  }
});

test('workflows run scripts that exist', () => {
  assert.match(workflows.map(([, text]) => text).join(), /npm run |node scripts\//);
  for (const [file, text] of workflows) {
    for (const [, name = ''] of text.matchAll(/npm run ([\w:-]+)/g))
      assert.ok(scripts[name], `${file}: npm run ${name}`);
    for (const [, script = ''] of text.matchAll(/node (scripts\/[\w-]+\.mjs)/g))
      assert.ok(existsSync(path.join(root, script)), `${file}: ${script}`);
    for (const [, folder = ''] of text.matchAll(/working-directory: (\S+)/g))
      assert.ok(existsSync(path.join(root, folder, 'package-lock.json')), `${file}: ${folder}`);
  }
});

test('one job of the release builds, and every other job takes the file that it built', () => {
  const jobs = releaseJobs();
  assert.deepEqual([...jobs.keys()], ['build', 'attest', 'github', 'marketplace', 'open-vsx']);
  for (const [name, text] of jobs) {
    assert.equal(/npm test -- --release/.test(text), name === 'build', name);
    assert.equal(/actions\/download-artifact@/.test(text), name !== 'build', name);
    assert.equal(/sha256sum --check/.test(text), name !== 'build', name);
  }
  for (const name of ['marketplace', 'open-vsx'])
    assert.match(jobs.get(name) ?? '', / publish .*--packagePath easel\.vsix /);
});

test('no job with rights runs code of the repository or installs what its lockfile does not name', () => {
  const withRights = [...releaseJobs()].filter(([, text]) => /: write$/m.test(text));
  assert.ok(withRights.length > 0);
  for (const [name, text] of withRights) {
    assert.doesNotMatch(text, /npm test|npm run|node scripts|npx (?!--no-install )/, name);
    for (const [step] of text.matchAll(/npm ci\n.*/g))
      assert.match(step, /working-directory: \.github\/publish/, name);
  }
  const { dependencies } = JSON.parse(read('.github/publish/package.json')) as {
    dependencies: Record<string, string>;
  };
  assert.deepEqual(Object.keys(dependencies), ['@vscode/vsce', 'ovsx']);
  for (const version of Object.values(dependencies)) assert.match(version, /^\d+\.\d+\.\d+$/);
});

test('Dependabot looks at every folder with a lockfile', () => {
  const [, list = ''] = /^ +directories: \[(.*)\]$/m.exec(read('.github/dependabot.yml')) ?? [];
  const lockfiles = globSync(['package-lock.json', '{test,.github}/*/package-lock.json'], {
    cwd: root,
  });
  const folders = lockfiles.map((file) => `/${path.posix.dirname(file.replaceAll('\\', '/'))}`);
  assert.deepEqual(
    list.split(', ').sort(),
    folders.map((folder) => folder.replace(/^\/\.$/, '/')).sort(),
  );
});

/** Returns the text of each job of release.yml, by name. */
function releaseJobs(): ReadonlyMap<string, string> {
  const [, jobs = ''] = read('.github/workflows/release.yml').split(/^jobs:\n/m);
  const parts = jobs.split(/^ {2}([\w-]+):\n/m).slice(1);
  return new Map(parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? '']] : [])));
}
