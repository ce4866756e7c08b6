import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { CLIENTS, missingPrograms, type ClientName } from '../clients.ts';
import { runForMessage } from './processes.ts';
import { medians } from './stats.ts';
import { SMALL_MB } from '../settings.ts';
import { modelFor, type Job, type Measurement, type ClientResult, type Task } from './task.ts';

/** One client's medians for a task. */
export interface Row extends Measurement {
  readonly client: ClientName;
  readonly title: string;
  /** In order: the nth runs of all clients followed one another. */
  readonly runs: readonly Measurement[];
}

export interface RoundOptions {
  readonly task: Omit<Task, 'folder'>;
  readonly runs: number;
  /** Each process does a small task first, as all but the first request of a session. */
  readonly isWarm: boolean;
  /** A folder that the bench may empty. */
  readonly scratch: string;
  /** What the saved file must contain. */
  readonly expected: Buffer;
}

/**
 * Measures all clients in one task: one run of each, then the next run of each, so that other work on the machine affects
 * them all alike.
 *
 * @throws Error if a client did not save the right image
 */
export async function measureRound(options: RoundOptions): Promise<readonly Row[]> {
  const { task, runs } = options;
  const isRequest = task.source !== undefined;
  const clients = CLIENTS.filter(
    (one) => (one.sends || !isRequest) && missingPrograms(one).length === 0,
  );
  const runsByClient = new Map(clients.map(({ name }) => [name, [] as Measurement[]]));
  for (let run = 0; run < runs; run++) {
    for (const { name } of clients) runsByClient.get(name)?.push(await runOnce(name, options));
  }
  return clients.map(({ name, title }) => {
    const runs = runsByClient.get(name) ?? [];
    return { client: name, title, runs, ...medians(runs) };
  });
}

async function runOnce(client: ClientName, options: RoundOptions): Promise<Measurement> {
  const { origin, shape } = options.task;
  const folder = path.join(options.scratch, 'saved');
  const first = { origin, shape, model: modelFor(shape, SMALL_MB), folder: `${folder}-first` };
  await rm(options.scratch, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(first.folder);
  const task = { ...options.task, folder };
  const job: Job = { client, task, ...(options.isWarm ? { first } : {}) };
  const result = (await runForMessage('runClient.ts', [JSON.stringify(job)])) as ClientResult;
  // The floor saves the reply as it is; all others save the image.
  const isRaw = client === 'floor' && options.task.shape !== 'hosted';
  const minSize = isRaw ? options.expected.length : 0;
  if (result.size < minSize || (!isRaw && result.sha256 !== hashOf(options.expected))) {
    throw new Error(`${client} did not save the image of ${options.task.model}`);
  }
  return result;
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Downloads the gateway's image of a size. */
export async function downloadImage(origin: string, megabytes: number): Promise<Buffer> {
  const response = await fetch(`${origin}/files/${megabytes}.png`);
  return Buffer.from(await response.arrayBuffer());
}

/** Writes an image to send, and the complete request with it for the client that builds none. */
export async function writeSource(folder: string, image: Buffer) {
  await mkdir(folder, { recursive: true });
  const source = path.join(folder, 'source.png');
  const body = path.join(folder, 'request.json');
  const inlineData = { mimeType: 'image/png', data: image.toString('base64') };
  await writeFile(source, image);
  await writeFile(body, JSON.stringify({ contents: [{ role: 'user', parts: [{ inlineData }] }] }));
  return { source, body };
}
