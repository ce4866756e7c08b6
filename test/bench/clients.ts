import { spawnSync } from 'node:child_process';
import { measure } from './measure/measure.ts';
import { measureChildren } from './measure/measureChildren.ts';
import type { Client, Measured } from './measure/task.ts';

interface Entry {
  readonly name: ClientName;
  readonly title: string;
  readonly load: () => Promise<Client>;
  readonly measure: (work: () => Promise<void>) => Promise<Measured>;
  /** Sends a picture too. */
  readonly sends: boolean;
  /** Programs it is made of. */
  readonly needs?: readonly string[];
}

export type ClientName = 'easel' | 'sdk' | 'fetch' | 'curl' | 'floor';

/** Loaded by name in a process of their own, so that no client pays for another one's modules. */
export const CLIENTS: readonly Entry[] = [
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

export function clientNamed(name: string): Entry {
  const found = CLIENTS.find((client) => client.name === name);
  if (found === undefined) throw new Error(`no client: ${name}`);
  return found;
}

/** The programs of a client that this machine lacks. */
export function missingFor({ needs = [], measure }: Entry): readonly string[] {
  if (measure === measureChildren && process.platform !== 'linux') return ['Linux'];
  return needs.filter((name) => spawnSync(name, ['--version']).error !== undefined);
}
