/** A process for one client and one task. Its argument is a {@link Job}, its message a {@link ClientResult}. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { findClient } from './clients.ts';
import type { Job, ClientResult } from './measure/task.ts';

const { client: name, task, first } = JSON.parse(process.argv[2] ?? '') as Job;
const client = findClient(name);
const doTask = await (await client.load())(task);
if (first !== undefined) await doTask(first);
const measurement = await client.measure(() => doTask(task));

const files = (await readdir(task.folder)).filter((file) => file !== 'reply' || name === 'floor');
const [file = ''] = files.length > 1 ? files.filter((one) => one !== 'reply') : files;
const bytes = await readFile(path.join(task.folder, file));
const sha256 = createHash('sha256').update(bytes).digest('hex');
const result: ClientResult = { ...measurement, size: bytes.length, sha256 };
// Does not wait for what a client would do later.
process.send?.(result, () => process.exit());
