/** Judging from its ticket whether the owner of a lock is dead. */
import assert from 'node:assert/strict';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, test } from 'node:test';
import {
  isAbandoned,
  machineId,
  newTicket,
  pidOf,
  retireTicket,
  startIn,
  type Processes,
} from '../../../../src/disk/lockTicket.ts';

const isLinux = process.platform === 'linux';
const own = newTicket();
const [, start = '', machine = ''] = own.split('-');
const OTHER = process.pid + 1;

/** A container where every process runs that has a start. */
function processes(starts: Readonly<Record<number, string | undefined>>): Processes {
  return { isRunning: (pid) => pid in starts, startOf: (pid) => starts[pid] };
}

/** Returns a line as in `/proc/<pid>/stat` of a process with 52 fields. */
function statLine(name: string, state: string, ticks: string): string {
  const between = Array.from({ length: 18 }, (_, at) => String(at + 100));
  const behind = Array.from({ length: 30 }, (_, at) => String(at + 200));
  return ['77', `(${name})`, state, ...between, ticks, ...behind].join(' ');
}

describe('a ticket', () => {
  test('names its process and differs from every other one', () => {
    const other = newTicket();
    const pattern = /^\d+-\d+-[0-9a-f]{12}-[0-9a-f]{16}$/;
    assert.match(own, pattern);
    assert.match(other, pattern);
    assert.notEqual(other, own);
    assert.equal(pidOf(own), process.pid);
    retireTicket(other);
  });

  test('names when its process started, on Linux', { skip: !isLinux }, () => {
    assert.equal(start, startIn(readFileSync('/proc/self/stat', 'utf8')));
    assert.ok(Number(start) > 0);
  });

  test(
    'names the host, the boot, and the namespace of process ids, on Linux',
    { skip: !isLinux },
    () => {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
      assert.equal(machine, machineId(hostname(), boot, readlinkSync('/proc/self/ns/pid')));
    },
  );

  test('is recognized only as a whole name', () => {
    assert.equal(pidOf('77-5-ffffff-00'), 77);
    const others = [
      '',
      '.DS_Store',
      'x77-5-ffffff-00',
      '.77-5-ffffff-00',
      '77-5-ffffff-00.tmp',
      '77-5-ffffff-00-',
      '77-5-ffffff',
      '77-5-ffffff-',
      '77-5--00',
      '-5-ffffff-00',
    ];
    for (const name of others) assert.equal(pidOf(name), undefined, name);
  });
});

describe('two machines have different ids', () => {
  const id = machineId('host', 'boot', 'namespace');
  test('that are short and stay the same', () => {
    assert.match(id, /^[0-9a-f]{12}$/);
    assert.equal(machineId('host', 'boot', 'namespace'), id);
    assert.match(machineId('host'), /^[0-9a-f]{12}$/);
  });
  const others = {
    'when their names differ': machineId('host2', 'boot', 'namespace'),
    'after another boot': machineId('host', 'boot2', 'namespace'),
    'in another container': machineId('host', 'boot', 'namespace2'),
    'when only one of them tells its boot': machineId('host', undefined, 'namespace'),
    'when only one of them tells its namespace': machineId('host', 'boot'),
    'when the same letters are split in another way': machineId('hostboot', '', 'namespace'),
  };
  for (const [when, other] of Object.entries(others)) {
    test(when, () => {
      assert.notEqual(other, id);
    });
  }
});

describe('the owner of a ticket', () => {
  test('is alive when this process uses the ticket, and dead when it does not', () => {
    const ticket = newTicket();
    assert.equal(isAbandoned(ticket), false);
    retireTicket(ticket);
    assert.equal(isAbandoned(ticket), true);
    assert.equal(isAbandoned(`${process.pid}-${start}-${machine}-00`), true);
  });

  test('is alive when its process runs since then', () => {
    const ticket = `${OTHER}-5-${machine}-00`;
    assert.equal(isAbandoned(ticket, processes({ [OTHER]: '5' })), false);
  });

  test('is alive when another process that started at the same moment as this one runs', () => {
    const ticket = `${OTHER}-${start}-${machine}-00`;
    assert.equal(isAbandoned(ticket, processes({ [OTHER]: start })), false);
  });

  test('is dead when no process has its id', () => {
    const ticket = `${OTHER}-5-${machine}-00`;
    assert.equal(isAbandoned(ticket, processes({ [OTHER + 1]: '5' })), true);
  });

  test('is dead when its id belongs to a younger process', () => {
    const ticket = `${OTHER}-5-${machine}-00`;
    assert.equal(isAbandoned(ticket, processes({ [OTHER]: '6' })), true);
    assert.equal(isAbandoned(ticket, processes({ [OTHER]: 'dead' })), true);
  });

  test('may be alive when its id is in use and the system does not tell since when', () => {
    assert.equal(isAbandoned(`${OTHER}-0-${machine}-00`, processes({ [OTHER]: undefined })), false);
    const ownId = `${process.pid}-5-${machine}-00`;
    assert.equal(isAbandoned(ownId, processes({ [process.pid]: undefined })), false);
  });

  test('may be alive on another machine, after another boot, or behind any other name', () => {
    const none = processes({});
    for (const name of [`${OTHER}-5-ffffff-00`, `x${OTHER}-5-${machine}-00`, '.DS_Store', '']) {
      assert.equal(isAbandoned(name, none), false, name);
    }
  });

  test('may be alive when its process ends while it is judged', (context) => {
    context.mock.method(process, 'kill', () => true);
    // No system gives such an id.
    assert.equal(isAbandoned(`${2 ** 40}-5-${machine}-00`), false);
  });

  test('is judged by what the system tells, on Linux', { skip: !isLinux }, () => {
    const parent = startIn(readFileSync(`/proc/${process.ppid}/stat`, 'utf8'));
    assert.equal(isAbandoned(`${process.ppid}-${parent}-${machine}-00`), false);
    assert.equal(isAbandoned(`${process.ppid}-1-${machine}-00`), true);
  });
});

describe('the start of a process in its status line', () => {
  test('is read behind a name with spaces, parentheses, and numbers', () => {
    for (const name of ['node', 'a b', 'a) R 1 2', '((', '))', ') Z 5 (']) {
      assert.equal(startIn(statLine(name, 'S', '4711')), '4711', name);
    }
  });

  test('reads as dead for a killed process that its parent has not collected', () => {
    for (const state of ['Z', 'X']) assert.equal(startIn(statLine('node', state, '4711')), 'dead');
    for (const state of ['R', 'S', 'D', 'T', 't', 'I']) {
      assert.equal(startIn(statLine('node', state, '4711')), '4711', state);
    }
  });

  test('is unknown in a line that ends before it', () => {
    assert.equal(startIn('77 (node) S 1 2 3'), undefined);
  });
});
