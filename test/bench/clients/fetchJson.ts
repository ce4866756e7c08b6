import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { endpointOf, PROMPT, type Client } from '../measure/task.ts';
import { saveImage } from './saveImage.ts';

const InlineData = z.object({ mimeType: z.string(), data: z.string() });
const Part = z.object({ text: z.string(), inlineData: InlineData }).partial();
const Content = z.object({ parts: z.array(Part) });
const Reply = z.object({ candidates: z.array(z.object({ content: Content })) });

/** What most extensions do: `fetch`, `json()`, a schema, and `Buffer.from`. */
export const fetchJson: Client = async ({ source }) => {
  const image = source === undefined ? undefined : await readFile(source);
  return async (task) => {
    const data = task.source === undefined ? undefined : image?.toString('base64');
    const inline = data === undefined ? [] : [{ inlineData: { mimeType: 'image/png', data } }];
    const response = await fetch(endpointOf(task), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contents: [{ role: 'user', parts: [{ text: PROMPT }, ...inline] }] }),
    });
    const [candidate] = Reply.parse(await response.json()).candidates;
    const [part] = candidate?.content.parts ?? [];
    await saveImage(part as Parameters<typeof saveImage>[0], task.folder);
  };
};
