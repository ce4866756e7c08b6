import { readFile } from 'node:fs/promises';
import { GoogleGenAI } from '@google/genai';
import { KEY, PROMPT, type Client } from '../measure/task.ts';
import { saveImage } from './saveImage.ts';

/** `@google/genai`, used as in its examples. */
export const sdk: Client = async ({ origin, source }) => {
  const httpOptions = { baseUrl: origin, apiVersion: 'v1beta' };
  const client = new GoogleGenAI({ apiKey: KEY, httpOptions });
  const image = source === undefined ? undefined : await readFile(source);
  return async (task) => {
    const data = task.source === undefined ? undefined : image?.toString('base64');
    const reply = await client.models.generateContent({
      model: task.model,
      contents: [
        { text: PROMPT },
        ...(data === undefined ? [] : [{ inlineData: { mimeType: 'image/png', data } }]),
      ],
    });
    await saveImage(reply.candidates?.[0]?.content?.parts?.[0], task.folder);
  };
};
