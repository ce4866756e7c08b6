/** Downloads of a hosted image over a network that a test describes, from a TLS server on this machine. */
import tls from 'node:tls';
import { hostedDownload } from '../../../src/reply/hosted/download.ts';
import { png } from '../image/images.ts';
import { memoryStore } from '../memoryStore.ts';
import {
  startFileServer,
  startTestNetwork,
  type FileServer,
  type NetworkParts,
} from './testNetwork.ts';

/** A host on the public internet. */
export const FILES = 'files.example.com';
/** A gateway elsewhere. */
export const GATEWAY = 'https://gateway.example.net';

/** Starts a server for the names of these tests, whose certificate this process trusts until it is closed. */
export async function startTrustedServer(): Promise<FileServer> {
  const trusted = tls.getCACertificates('default');
  const hosts = [FILES, 'files.corp.example', 'gw.corp.example'];
  const server = await startFileServer(hosts, png());
  tls.setDefaultCACertificates([...trusted, server.cert]);
  const close = server.close.bind(server);
  return Object.assign(server, {
    close: async () => {
      tls.setDefaultCACertificates(trusted);
      await close();
    },
  });
}

export interface Fetched {
  readonly end: string;
  readonly requests: number;
  readonly connections: number;
  readonly reached: readonly string[];
  readonly lookups: readonly string[];
}

/** Downloads a file of a host over a network. */
export async function downloadOver(
  server: FileServer,
  parts: NetworkParts,
  host = FILES,
  gatewayOrigin = GATEWAY,
): Promise<Fetched> {
  const network = startTestNetwork(parts);
  const { connections, requests } = server;
  const [before, made] = [connections, requests.length];
  try {
    const download = hostedDownload({
      gatewayOrigin,
      resolve: network.resolve,
      delaysMs: [0],
      totalMs: 20_000,
    });
    const signal = new AbortController().signal;
    const result = await download(`https://${host}:${server.port}/a.png`, memoryStore(), signal);
    if (result.ok) await result.sink.discard();
    return {
      end: result.ok ? 'ok' : result.why,
      requests: requests.length - made,
      connections: server.connections - before,
      reached: network.reached,
      lookups: network.lookups,
    };
  } finally {
    network.close();
  }
}
