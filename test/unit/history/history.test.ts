import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { after, describe, test } from 'node:test';
import * as fc from 'fast-check';
import {
  addEntry,
  MOST_BYTES,
  MOST_ENTRIES,
  parseHistory,
  removeEntry,
  replaceEntry,
  serializeHistory,
  type History,
} from '../../../src/history/history.ts';
import { newTicket, retireTicket } from '../../../src/disk/lockTicket.ts';
import { historyFile } from '../../../src/history/historyFile.ts';
import { historyFolder } from '../../../src/history/historyFolder.ts';
import { searchHistory } from '../../../src/history/search.ts';
import { leaveLock } from '../../support/disk/lockRig.ts';
import { entryOf } from '../../support/historyEntries.ts';

const many = (count: number): History => Array.from({ length: count }, (_, i) => entryOf(i));
const ids = (history: History) => history.map(({ id }) => id);

describe('the history', () => {
  test('comes back as it was written', () => {
    const history = [entryOf(1), entryOf(2, { outcome: 'blocked', message: 'No.', results: [] })];
    assert.deepEqual(parseHistory(serializeHistory(history)), history);
  });

  test('keeps the newest of too many, and one entry for each run', () => {
    const full = addEntry(many(MOST_ENTRIES), entryOf(9999));
    assert.deepEqual(
      [full.length, full[0]?.id, full.at(-1)?.id],
      [MOST_ENTRIES, 'run-1', 'run-9999'],
    );
    assert.deepEqual(ids(addEntry(many(3), entryOf(0))), ['run-1', 'run-2', 'run-0']);
    assert.deepEqual(ids(removeEntry(many(3), 'run-1')), ['run-0', 'run-2']);
  });

  test('an end takes the place of what was sent; what was forgotten meanwhile stays forgotten', () => {
    const end = entryOf(1, { outcome: 'blocked' });
    const ended = replaceEntry(many(3), end);
    assert.deepEqual([ids(ended), ended[1]?.outcome], [['run-0', 'run-1', 'run-2'], 'blocked']);
    assert.deepEqual(ids(replaceEntry(removeEntry(many(3), 'run-1'), end)), ['run-0', 'run-2']);
  });

  test('stays within its bytes: long prompts push out old ones', () => {
    const long = many(200).map((entry) => ({ ...entry, prompt: 'ä'.repeat(8000) }));
    const text = serializeHistory(long);
    assert.ok(Buffer.byteLength(text) <= MOST_BYTES);
    const kept = parseHistory(text);
    assert.ok(kept.length > 50 && kept.length < 70);
    assert.equal(kept.at(-1)?.id, 'run-199');
  });

  test('leaves out lines that are no entries, and keeps the others', () => {
    const [first = '', second = ''] = serializeHistory(many(2)).split('\n');
    const broken = [
      first.slice(0, -9),
      '{}',
      'null',
      '[]',
      '\0\0',
      first.replace('"saved"', '"great"'),
    ];
    const text = [first, ...broken, second].join('\n');
    assert.deepEqual(parseHistory(text), many(2));
  });

  test('takes any text without throwing', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (lines) => {
        assert.ok(Array.isArray(parseHistory(lines.join('\n'))));
      }),
    );
  });
});

describe('a search', () => {
  const history = [
    entryOf(1),
    entryOf(2, { prompt: 'A fox in the snow', images: [], model: 'gemini-2.5-flash-image' }),
  ];
  const found = (text: string) => ids(searchHistory(history, text));

  test('shows the newest first, and everything for nothing', () => {
    assert.deepEqual(found('  '), ['run-2', 'run-1']);
    assert.deepEqual(found('gemini'), ['run-2', 'run-1']);
  });

  test('finds words of prompt, model and file names, in any order', () => {
    assert.deepEqual(found('blue sky'), ['run-1']);
    assert.deepEqual(found('SNOW'), ['run-2']);
    assert.deepEqual(found('2.5 fox'), ['run-2']);
    assert.deepEqual(found('cafe.png'), ['run-1']);
    assert.deepEqual(found('sky fox'), []);
  });

  test('forgives letters that are left out, not others', () => {
    assert.deepEqual(found('banner'), ['run-1']);
    assert.deepEqual(found('bnner'), ['run-1']);
    assert.deepEqual(found('bnnre'), []);
    assert.deepEqual(found('bnr'), []);
  });
});

const MARK = { kind: 'rectangle' as const, x: 1, y: 2, width: 3, height: 4 };

test('all windows of a workspace have one folder, whatever VS Code adds to the name of their storage', () => {
  const own = (workspace: string) =>
    historyFolder(join('/s', workspace, 'easel-vscode.easel'))
      .split(sep)
      .slice(2)
      .join('/');
  const desktop = '0f3c9a5be1d24a7796c8d1e2f3a4b5c6';
  assert.equal(own(desktop), `${desktop}/easel-vscode.easel/history`);
  assert.equal(own(`${desktop}-1`), own(desktop));
  assert.equal(own('-7ad0a2f7-3'), own('-7ad0a2f7'));
  assert.equal(own('-7ad0a2f7'), '-7ad0a2f7/easel-vscode.easel/history');
  assert.equal(own('ext-dev-1'), 'ext-dev-1/easel-vscode.easel/history');
});

test('what is no mark is forgotten, and its entry stays', () => {
  const made = entryOf(1);
  const [line = ''] = serializeHistory([{ ...made, region: [MARK] }]).split('\n');
  assert.deepEqual(parseHistory(line)[0]?.region, [MARK]);
  assert.deepEqual(parseHistory(line.replace('"rectangle"', '"star"')), [
    { ...made, region: undefined },
  ]);
});

describe('the file', async () => {
  const root = await mkdtemp(join(tmpdir(), 'easel-history-'));
  after(() => rm(root, { recursive: true, force: true }));

  test('is empty where there is none, and made with its folder', async () => {
    const folder = join(root, 'new', 'storage');
    const file = historyFile(folder);
    assert.deepEqual(await file.read(), []);
    await file.change((history) => addEntry(history, entryOf(1)));
    assert.deepEqual(await historyFile(folder).read(), [entryOf(1)]);
    assert.deepEqual(await readdir(folder), ['history.jsonl']);
    await file.change(() => []);
    assert.deepEqual(await file.read(), []);
  });

  test('comes back whole when it is full', async () => {
    const folder = join(root, 'whole');
    const file = historyFile(folder);
    await file.change(() => many(MOST_ENTRIES));
    assert.deepEqual(await file.read(), many(MOST_ENTRIES));
    await file.change((history) => addEntry(history, entryOf(9999)));
    assert.deepEqual(ids(await file.read()), [...ids(many(MOST_ENTRIES)).slice(1), 'run-9999']);
  });

  test('loses nothing when windows add at once', async () => {
    const folder = join(root, 'windows');
    const windows = [0, 1, 2].map((window) =>
      spawn(
        process.execPath,
        [
          join(import.meta.dirname, '../../support/disk/historyChild.ts'),
          folder,
          `${window * 20}`,
          '20',
        ],
        { stdio: 'inherit' },
      ),
    );
    const codes = await Promise.all(
      windows.map(async (window) => (await once(window, 'exit'))[0] as unknown),
    );
    assert.deepEqual(codes, [0, 0, 0]);
    const kept = ids(await historyFile(folder).read());
    assert.deepEqual(new Set(kept), new Set(ids(many(60))));
    assert.deepEqual(await readdir(folder), ['history.jsonl']);
  });

  test('is not held up by a window that died', async () => {
    const folder = join(root, 'died');
    await mkdir(folder);
    const ticket = newTicket();
    retireTicket(ticket);
    await leaveLock(join(folder, 'history.jsonl'), ticket);
    await historyFile(folder).change((history) => addEntry(history, entryOf(1)));
    assert.deepEqual(await readdir(folder), ['history.jsonl']);
  });

  test('stays as it was when it cannot be written, and says so', async () => {
    const folder = join(root, 'full');
    const file = historyFile(folder);
    await file.change((history) => addEntry(history, entryOf(1)));
    const before = await readFile(join(folder, 'history.jsonl'), 'utf8');
    const refused = Object.assign(new Error('no room'), { code: 'ENOSPC' });
    const { nodeDisk } = await import('../../../src/disk/disk.ts');
    const full = historyFile(folder, { ...nodeDisk, rename: () => Promise.reject(refused) });
    await assert.rejects(
      full.change((history) => addEntry(history, entryOf(2))),
      refused,
    );
    assert.equal(await readFile(join(folder, 'history.jsonl'), 'utf8'), before);
    assert.deepEqual(await readdir(folder), ['history.jsonl']);
  });
});
