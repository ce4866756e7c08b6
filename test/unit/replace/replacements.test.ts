import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ReplaceError } from '../../../src/errors.ts';
import type { KeptFile } from '../../../src/replace/keptFiles.ts';
import type { AskToRestore, Replaced } from '../../../src/replace/replacements.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import { NEW, OLD, withReplacements } from '../../support/replaceRig.ts';

const DAY_MS = 24 * 3600_000;
const OTHER = Buffer.from('what another program wrote');

const never: AskToRestore = () => Promise.reject(new Error('asked'));
const yes: AskToRestore = () => Promise.resolve(true);
const no: AskToRestore = () => Promise.resolve(false);

function keptBy(replaced: Replaced): KeptFile {
  assert.ok(typeof replaced === 'object', 'replaced nothing');
  return replaced;
}

function refuses(step: ReplaceError['step'], code: string, isIntact = true) {
  return (error: unknown) => {
    assert.ok(error instanceof ReplaceError, String(error));
    assert.deepEqual(
      [error.file, error.step, error.code, error.isIntact],
      ['banner.jpg', step, code, isIntact],
    );
    return true;
  };
}

describe('replacing', () => {
  test('keeps the old bytes before it writes, and restores them byte for byte', () =>
    withReplacements({}, async ({ replacements, uri, content, root }) => {
      const kept = keptBy(await replacements.replace(uri, NEW, 'file:///w/result.png'));
      assert.ok(content().equals(NEW));
      assert.deepEqual(readdirSync(join(root, kept.id)).sort(), ['original', 'record.json']);
      const end = await replacements.undo(kept, never);
      assert.equal(end.kind, 'restored');
      assert.ok(content().equals(OLD));
    }));

  test('keeps nothing for a missing file and for the same bytes', () =>
    withReplacements({}, async ({ replacements, uri, file, root }) => {
      assert.equal(await replacements.replace(uri, OLD), 'same');
      rmSync(file);
      assert.equal(await replacements.replace(uri, NEW), 'missing');
      assert.ok(!existsSync(root) && !existsSync(file));
    }));

  test('a full disk while the old bytes are kept leaves the file untouched, at every step', async () => {
    const healthy = faultyDisk();
    await withReplacements({ storage: healthy.disk }, async ({ replacements, uri }) => {
      await replacements.replace(uri, NEW);
    });
    const steps = healthy.steps.length;
    let refused = 0;
    for (let step = 0; step < steps; step += 1) {
      const { disk } = faultyDisk({ step, code: 'ENOSPC', lasting: true });
      await withReplacements({ storage: disk }, async ({ replacements, uri, content, root }) => {
        const end: unknown = await replacements.replace(uri, NEW).catch((error: unknown) => error);
        if (!(end instanceof ReplaceError)) return;
        refused += 1;
        refuses('keep', 'ENOSPC')(end);
        assert.ok(content().equals(OLD), `step ${step}`);
        assert.deepEqual(existsSync(root) ? readdirSync(root) : [], [], 'nothing half kept');
      });
    }
    assert.ok(refused > 5, `${refused} steps`);
  });

  test('a failed replacement leaves the file as it was and keeps nothing', async () => {
    const { disk } = faultyDisk({ step: 0, code: 'EROFS', lasting: true });
    await withReplacements({ disk }, async ({ replacements, uri, content, root }) => {
      await assert.rejects(replacements.replace(uri, NEW), refuses('write', 'EROFS'));
      assert.ok(content().equals(OLD));
      assert.deepEqual(readdirSync(root), []);
    });
  });

  test('a file system that stops halfway leaves the old bytes in Easel’s storage', () =>
    withReplacements(
      {
        file: (file) => ({
          ...file,
          write: async () => {
            writeFileSync(new URL(file.uri), 'hal');
            throw Object.assign(new Error('cut off'), { code: 'Unavailable' });
          },
        }),
      },
      async ({ replacements, uri, kept }) => {
        await assert.rejects(
          replacements.replace(uri, NEW),
          refuses('write', 'Unavailable', false),
        );
        const latest = await replacements.latest();
        assert.ok(latest);
        assert.ok(Buffer.from(await kept.read(latest)).equals(OLD));
      },
    ));

  test('a rename whose reply was lost counts as done', () =>
    withReplacements(
      {
        file: (file) => ({
          ...file,
          write: async (bytes, expected) => {
            await file.write(bytes, expected);
            throw Object.assign(new Error('lost'), { code: 'EIO' });
          },
        }),
      },
      async ({ replacements, uri }) => {
        keptBy(await replacements.replace(uri, NEW));
      },
    ));

  test('keeps the version that another program writes at the same moment', async () => {
    let isFirst = true;
    await withReplacements(
      {
        file: (file) => ({
          ...file,
          write: async (bytes, expected) => {
            if (isFirst) writeFileSync(new URL(file.uri), OTHER);
            isFirst = false;
            await file.write(bytes, expected);
          },
        }),
      },
      async ({ replacements, uri, kept, root }) => {
        const done = keptBy(await replacements.replace(uri, NEW));
        assert.ok(Buffer.from(await kept.read(done)).equals(OTHER));
        assert.equal(readdirSync(root).length, 1);
      },
    );
  });
});

describe('undoing', () => {
  test('asks about a changed file, keeps that version too, and can restore it', () =>
    withReplacements({}, async ({ replacements, uri, file, content }) => {
      const first = keptBy(await replacements.replace(uri, NEW));
      writeFileSync(file, OTHER);
      assert.equal((await replacements.undo(first, no)).kind, 'declined');
      assert.ok(content().equals(OTHER));
      const end = await replacements.undo(first, async (why) => why === 'changed');
      assert.ok(end.kind === 'restored' && content().equals(OLD));
      const latest = await replacements.latest();
      assert.equal(latest?.id, end.kept.id, 'the changed version is the next one to restore');
      await replacements.undo(end.kept, never);
      assert.ok(content().equals(OTHER));
    }));

  test('a redo takes the undo back', () =>
    withReplacements({}, async ({ replacements, uri, content }) => {
      const end = await replacements.undo(keptBy(await replacements.replace(uri, NEW)), never);
      assert.ok(end.kind === 'restored');
      await replacements.undo(end.kept, never);
      assert.ok(content().equals(NEW));
    }));

  test('creates a deleted file again after asking', () =>
    withReplacements({}, async ({ replacements, uri, file, content }) => {
      const kept = keptBy(await replacements.replace(uri, NEW));
      rmSync(file);
      assert.equal((await replacements.undo(kept, no)).kind, 'declined');
      assert.equal((await replacements.undo(kept, yes)).kind, 'created');
      assert.ok(content().equals(OLD));
      assert.equal((await replacements.undo(kept, never)).kind, 'same');
    }));

  test('refuses kept bytes that are damaged', () =>
    withReplacements({}, async ({ replacements, uri, root, content }) => {
      const kept = keptBy(await replacements.replace(uri, NEW));
      writeFileSync(join(root, kept.id, 'original'), 'damaged');
      await assert.rejects(replacements.undo(kept, yes), refuses('recall', 'EBADMSG'));
      assert.ok(content().equals(NEW));
    }));
});

describe('finding what to undo', () => {
  test('the latest replacement that is not undone, of any file, a file, or a result', () =>
    withReplacements({}, async ({ replacements, uri, wait }) => {
      assert.equal(await replacements.latest(), undefined);
      const first = keptBy(await replacements.replace(uri, NEW, 'file:///w/a.png'));
      wait(1000);
      const second = keptBy(await replacements.replace(uri, OTHER, 'file:///w/b.png'));
      const latestId = async (of?: Parameters<typeof replacements.latest>[0]) =>
        (await replacements.latest(of))?.id;
      assert.equal(await latestId(), second.id);
      assert.equal(await latestId({ uri, result: 'file:///w/a.png' }), first.id);
      assert.equal(await latestId({ uri: 'file:///w/other.png' }), undefined);
      wait(1000);
      await replacements.undo(second, never);
      assert.equal(await latestId(), first.id, 'an undo is not undone');
      await replacements.undo(first, never);
      assert.equal(await latestId({ uri, result: 'file:///w/a.png' }), undefined);
    }));

  test('old bytes are kept for 30 days, and what a crash left for one', () =>
    withReplacements({}, async ({ replacements, uri, root, kept, wait }) => {
      const first = keptBy(await replacements.replace(uri, NEW));
      const crashed = join(root, 'crashed');
      writeFileSync(crashed, '');
      utimesSync(crashed, new Date(), new Date());
      await replacements.sweep();
      assert.deepEqual(readdirSync(root).sort(), [first.id, 'crashed'].sort());
      wait(29 * DAY_MS);
      await replacements.sweep();
      assert.deepEqual(readdirSync(root), [first.id]);
      assert.equal((await kept.list()).length, 1);
      wait(2 * DAY_MS);
      assert.deepEqual(await kept.list(), []);
      await replacements.sweep();
      assert.deepEqual(readdirSync(root), []);
    }));
});
