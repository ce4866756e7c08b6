/** One client, one task, one process: argv is a {@link Job}, the answer an {@link Outcome}. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { clientNamed } from './clients.ts';
import type { Job, Outcome } from './measure/task.ts';

const { client: name, task, first } = JSON.parse(process.argv[2] ?? '') as Job;
const client = clientNamed(name);
const work = await (await client.load())(task);
if (first !== undefined) await work(first);
const measured = await client.measure(() => work(task));

const files = (await readdir(task.folder)).filter((file) => file !== 'reply' || name === 'floor');
const [file = ''] = files.length > 1 ? files.filter((one) => one !== 'reply') : files;
const bytes = await readFile(path.join(task.folder, file));
const sha256 = createHash('sha256').update(bytes).digest('hex');
const outcome: Outcome = { ...measured, size: bytes.length, sha256 };
// What a client would do later is not waited for.
process.send?.(outcome, () => process.exit());
