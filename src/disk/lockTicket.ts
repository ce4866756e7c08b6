import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isRunning } from './heartbeat.ts';

/** The tickets that this process uses now. Any other ticket with its id was left behind. */
const inUse = new Set<string>();

/**
 * Names the one file in a lock folder: `<pid>-<start>-<machine>-<random>`. The name says which process made it, so no
 * ticket ever has to be read, and no two tickets are ever equal.
 */
export function newTicket(): string {
  const [pid, start, machine] = self();
  const ticket = `${pid}-${start}-${machine}-${randomBytes(8).toString('hex')}`;
  inUse.add(ticket);
  return ticket;
}

/** Forgets a ticket of this process, so that anything left of it counts as abandoned. */
export function retireTicket(ticket: string): void {
  inUse.delete(ticket);
}

/** Returns the process id in a ticket, or undefined for any other name. */
export function pidOf(ticket: string): number | undefined {
  return parts(ticket)?.pid;
}

/**
 * Tells whether the owner of a ticket is provably dead: it ran in this container since this machine's last start, and its
 * process is gone or its id belongs to a younger process. Any other owner may be alive.
 */
export function isAbandoned(ticket: string, processes: Processes = PROCESSES): boolean {
  const owner = parts(ticket);
  const [pid, start, machine] = self();
  if (owner?.machine !== machine) return false;
  if (owner.pid === pid && owner.start === start) return !inUse.has(ticket);
  if (!processes.isRunning(owner.pid)) return true;
  const now = processes.startOf(owner.pid);
  return now !== undefined && now !== owner.start;
}

/** Tells about the processes of this container. */
export interface Processes {
  readonly isRunning: (pid: number) => boolean;
  /** Returns when a process started, as in its tickets; undefined where the system doesn't tell. */
  readonly startOf: (pid: number) => string | undefined;
}

const PROCESSES: Processes = { isRunning, startOf };

interface Owner {
  readonly pid: number;
  readonly start: string;
  readonly machine: string;
}

function parts(ticket: string): Owner | undefined {
  const match = /^(\d+)-(\d+)-([0-9a-f]+)-[0-9a-f]+$/.exec(ticket);
  if (match === null) return undefined;
  return { pid: Number(match[1]), start: String(match[2]), machine: String(match[3]) };
}

let known: readonly [pid: number, start: string, machine: string] | undefined;

function self(): readonly [pid: number, start: string, machine: string] {
  known ??= [process.pid, startOf(process.pid) ?? '0', thisMachine()];
  return known;
}

function thisMachine(): string {
  const boot = orNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const namespace = orNothing(() => readlinkSync('/proc/self/ns/pid'));
  return machineId(hostname(), boot, namespace);
}

/**
 * Identifies the processes that share one list of process ids. Host names repeat and containers share a kernel, so on Linux
 * this includes the boot and the namespace of the ids. Elsewhere only the host name is available. Two machines with the same
 * name can take over each other's locks, which costs retries but never data.
 */
export function machineId(host: string, boot?: string, namespace?: string): string {
  const all = [host, boot, namespace].join('\n');
  return createHash('sha256').update(all).digest('hex').slice(0, 12);
}

/** Undefined except on Linux, because other systems tell it only by starting a program. */
function startOf(pid: number): string | undefined {
  const stat = orNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat === undefined ? undefined : startIn(stat);
}

/**
 * Returns when a process started, in ticks since boot; `dead` for a killed process that its parent has not collected.
 *
 * @param stat its `/proc/<pid>/stat`
 */
export function startIn(stat: string): string | undefined {
  // The name of the program comes before and may hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? 'dead' : fields[19];
}

function orNothing(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
