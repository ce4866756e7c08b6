import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { KEY, PROMPT, type Client } from '../measure/task.ts';
import { extensionContext, installVscode } from '../start/vscodeStub.ts';

export interface Extension {
  readonly activate: (context: unknown) => {
    readonly run: (options: unknown) => Promise<{ readonly outcome: string }>;
  };
}

export const bundle = path.resolve(import.meta.dirname, '../../../dist/extension.cjs');

/**
 * Easel as it ships: dist/extension.cjs, activated, with its spool, its exclusive file names and its observations. The
 * measurement includes what it loads with the first request.
 */
export const easel: Client = async ({ origin, folder, source }) => {
  // VS Code returns whole files, so their bytes are in memory before Easel starts its work.
  const files = new Map(source === undefined ? [] : [[source, await readFile(source)]]);
  const parts = {
    settings: {
      gateway: 'bench',
      gateways: [{ id: 'bench', baseUrl: origin, auth: 'query' }],
    },
    secrets: { [`apiKey:${origin}`]: KEY },
    files,
    storage: path.join(path.dirname(folder), 'storage'),
  };
  installVscode(parts);
  const extension = createRequire(import.meta.url)(bundle) as Extension;
  const api = extension.activate(extensionContext(parts));
  // Loads the bundle, as the dialog for a prompt would. The empty prompt is refused before anything else is loaded.
  assert.equal((await api.run({ prompt: '' })).outcome, 'bad_request');
  return async (task) => {
    const result = await api.run({
      prompt: PROMPT,
      model: task.model,
      target: pathToFileURL(task.folder).href,
      ...(task.source === undefined ? {} : { images: [pathToFileURL(task.source).href] }),
    });
    assert.equal(result.outcome, 'saved', JSON.stringify(result));
  };
};
