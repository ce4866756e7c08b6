/** A company's network: only a proxy resolves outside names, and certificates come from the company's own authority. */
import type { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';

export const GATEWAY_HOST = 'gateway.test';
export const FILES_HOST = 'files.test';

const PASSWORD_REQUIRED =
  'HTTP/1.1 407 Proxy Authentication Required\r\n' +
  'proxy-authenticate: Basic realm="office"\r\ncontent-length: 0\r\n\r\n';
const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n';

export interface CorporateNetwork {
  /** `http://127.0.0.1:<port>`, for `http.proxy`. */
  readonly proxy: string;
  /** The authority's certificate, PEM. */
  readonly authority: string;
  /** The hosts that the proxy was asked to connect to, as `host:port`, refused or not. */
  readonly tunnels: readonly string[];
  /** The requests that came through TLS: `POST gateway.test/v1beta/…`. */
  readonly requests: readonly string[];
  /** The `authorization` header of each request, in the same order; empty without one. */
  readonly credentials: readonly string[];
  /** From now on the proxy asks for a password that was never set. */
  lock(): void;
  close(): Promise<void>;
}

/**
 * Starts the network.
 *
 * @param reply the JSON answer to a POST
 * @param file the bytes of the answer to a GET
 */
export async function startCorporateNetwork(
  reply: object,
  file: Uint8Array,
): Promise<CorporateNetwork> {
  const { authority, key, cert } = await certificates();
  const tunnels: string[] = [];
  const requests: string[] = [];
  const credentials: string[] = [];
  const sockets = new Set<Socket>();
  let isLocked = false;

  const outside = createTlsServer({ key, cert }, (request, response) => {
    requests.push(`${request.method ?? ''} ${request.headers.host ?? ''}${request.url ?? ''}`);
    credentials.push(request.headers.authorization ?? '');
    request.resume();
    request.once('end', () => {
      const isPost = request.method === 'POST';
      response.setHeader('content-type', isPost ? 'application/json' : 'image/png');
      response.end(isPost ? JSON.stringify(reply) : file);
    });
  });
  outside.on('connection', (socket: Socket) => watch(sockets, socket));
  const { port } = await listening(outside);

  const proxy = createServer((_, response) => {
    response.writeHead(403).end();
  });
  proxy.on('connection', (socket) => watch(sockets, socket));
  proxy.on('connect', (request, client: Socket, head: Buffer) => {
    const target = request.url ?? '';
    tunnels.push(target);
    const isKnown = target === `${GATEWAY_HOST}:443` || target === `${FILES_HOST}:443`;
    if (isLocked || !isKnown) {
      // VS Code connects to hosts of its own, too.
      client.end(isLocked ? PASSWORD_REQUIRED : FORBIDDEN);
      return;
    }
    const there = watch(sockets, connect(port, '127.0.0.1'));
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    there.write(head);
    there.pipe(client).pipe(there);
  });
  const { port: proxyPort } = await listening(proxy);

  return {
    proxy: `http://127.0.0.1:${proxyPort}`,
    authority,
    tunnels,
    requests,
    credentials,
    lock: () => {
      isLocked = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed(proxy), closed(outside)]);
    },
  };
}

/** Makes an authority, and a certificate of it for both hosts; all PEM. */
async function certificates() {
  const common = { keyType: 'ec', algorithm: 'sha256' } as const;
  const root = await generate([{ name: 'commonName', value: 'Easel test authority' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: GATEWAY_HOST }], {
    ...common,
    ca: { key: root.private, cert: root.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: [GATEWAY_HOST, FILES_HOST].map((value) => ({ type: 2, value })),
      },
    ],
  });
  return { authority: root.cert, key: leaf.private, cert: leaf.cert };
}

function watch(sockets: Set<Socket>, socket: Socket): Socket {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.on('close', () => sockets.delete(socket));
  return socket;
}

async function listening(server: ReturnType<typeof createServer>): Promise<AddressInfo> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address() as AddressInfo;
}

async function closed(server: ReturnType<typeof createServer>): Promise<void> {
  server.close();
  await once(server, 'close');
}
