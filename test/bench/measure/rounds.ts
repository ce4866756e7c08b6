import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { CLIENTS, missingFor, type ClientName } from '../clients.ts';
import { answerOf } from './processes.ts';
import { medians } from './stats.ts';
import { SMALL_MB } from '../settings.ts';
import { modelFor, type Job, type Measured, type Outcome, type Task } from './task.ts';

/** The medians of one client in one task. */
export interface Row extends Measured {
  readonly client: ClientName;
  readonly title: string;
  /** One after the other: the nth of each client came right after one another. */
  readonly runs: readonly Measured[];
}

export interface RoundOptions {
  readonly task: Omit<Task, 'folder'>;
  readonly runs: number;
  /** Whether each process has done a small task before, as all but the first of a session have. */
  readonly isWarm: boolean;
  /** An empty folder of the bench's own. */
  readonly scratch: string;
  /** What must be in the file in the end. */
  readonly expected: Buffer;
}

/**
 * Measures all clients in one task, side by side: one run of each, then the next run of each, so that
 * whatever else the machine does meets them all alike.
 * @throws Error where a client did not do its work
 */
export async function measureRound(options: RoundOptions): Promise<readonly Row[]> {
  const { task, runs } = options;
  const isRequest = task.source !== undefined;
  const clients = CLIENTS.filter(
    (one) => (one.sends || !isRequest) && missingFor(one).length === 0,
  );
  const taken = new Map(clients.map(({ name }) => [name, [] as Measured[]]));
  for (let run = 0; run < runs; run++) {
    for (const { name } of clients) taken.get(name)?.push(await runOnce(name, options));
  }
  return clients.map(({ name, title }) => {
    const runs = taken.get(name) ?? [];
    return { client: name, title, runs, ...medians(runs) };
  });
}

async function runOnce(client: ClientName, options: RoundOptions): Promise<Measured> {
  const { origin, shape } = options.task;
  const folder = path.join(options.scratch, 'saved');
  const first = { origin, shape, model: modelFor(shape, SMALL_MB), folder: `${folder}-first` };
  await rm(options.scratch, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(first.folder);
  const task = { ...options.task, folder };
  const job: Job = { client, task, ...(options.isWarm ? { first } : {}) };
  const outcome = (await answerOf('runClient.ts', [JSON.stringify(job)])) as Outcome;
  // The floor keeps the reply as it is; everyone else has the very picture.
  const isRaw = client === 'floor' && options.task.shape !== 'hosted';
  const least = isRaw ? options.expected.length : 0;
  if (outcome.size < least || (!isRaw && outcome.sha256 !== hashOf(options.expected))) {
    throw new Error(`${client} did not save the picture of ${options.task.model}`);
  }
  return outcome;
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The picture of a size, as the gateway has it. */
export async function pictureOf(origin: string, megabytes: number): Promise<Buffer> {
  const response = await fetch(`${origin}/files/${megabytes}.png`);
  return Buffer.from(await response.arrayBuffer());
}

/** Writes a reference picture, and the request that it makes, for the client that only sends. */
export async function writeSource(folder: string, picture: Buffer) {
  await mkdir(folder, { recursive: true });
  const source = path.join(folder, 'source.png');
  const body = path.join(folder, 'request.json');
  const inlineData = { mimeType: 'image/png', data: picture.toString('base64') };
  await writeFile(source, picture);
  await writeFile(body, JSON.stringify({ contents: [{ role: 'user', parts: [{ inlineData }] }] }));
  return { source, body };
}
