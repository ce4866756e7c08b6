import { spawnSync } from 'node:child_process';
import { measure } from './measure/measure.ts';
import { measureChildren } from './measure/measureChildren.ts';
import type { Client, Measurement } from './measure/task.ts';

export interface ClientEntry {
  readonly name: ClientName;
  readonly title: string;
  readonly load: () => Promise<Client>;
  readonly measure: (work: () => Promise<void>) => Promise<Measurement>;
  /** Takes part in requests that send an image. */
  readonly sends: boolean;
  /** Programs that it runs. */
  readonly needs?: readonly string[];
}

export type ClientName = 'easel' | 'sdk' | 'fetch' | 'curl' | 'floor';

/** Each is loaded by name in its own process, so that no client pays for the modules of another. */
export const CLIENTS: readonly ClientEntry[] = [
  {
    name: 'easel',
    title: 'Easel',
    load: async () => (await import('./clients/easel.ts')).easel,
    measure,
    sends: true,
  },
  {
    name: 'sdk',
    title: '@google/genai',
    load: async () => (await import('./clients/sdk.ts')).sdk,
    measure,
    sends: true,
  },
  {
    name: 'fetch',
    title: 'fetch, JSON, zod, Buffer.from',
    load: async () => (await import('./clients/fetchJson.ts')).fetchJson,
    measure,
    sends: true,
  },
  {
    name: 'curl',
    title: 'curl \\| jq \\| base64 -d',
    load: async () => (await import('./clients/curl.ts')).curl,
    measure: measureChildren,
    sends: false,
    needs: ['bash', 'curl', 'jq', 'base64', 'sync'],
  },
  {
    name: 'floor',
    title: 'floor: the same bytes, nothing parsed',
    load: async () => (await import('./clients/floor.ts')).floor,
    measure,
    sends: true,
  },
];

export function findClient(name: string): ClientEntry {
  const found = CLIENTS.find((client) => client.name === name);
  if (found === undefined) throw new Error(`no client: ${name}`);
  return found;
}

/** Returns the programs of a client that this machine lacks. */
export function missingPrograms({ needs = [], measure }: ClientEntry): readonly string[] {
  if (measure === measureChildren && process.platform !== 'linux') return ['Linux'];
  return needs.filter((name) => spawnSync(name, ['--version']).error !== undefined);
}
