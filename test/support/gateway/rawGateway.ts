/** A gateway of bare sockets, for replies that no HTTP server would send. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export interface RawGateway {
  readonly origin: string;
  /** The heads of complete requests, in order of arrival. */
  readonly heads: readonly string[];
  readonly posts: number;
  readonly connections: number;
  close(): Promise<void>;
}

export interface RawOptions {
  /** Speak TLS with this certificate; both PEM. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Called when a connection opens, before any request is read. */
  readonly onConnection?: (socket: Socket) => void;
}

/**
 * Starts a raw gateway on a free port of 127.0.0.1.
 *
 * @param play what to do after a request with its whole body: send these bytes and close the connection, or
 *   call this function
 */
export async function startRawGateway(
  play: string | Uint8Array | ((socket: Socket, nth: number) => void),
  { tls, onConnection }: RawOptions = {},
): Promise<RawGateway> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const answer = (socket: Socket): void => {
    if (typeof play === 'function') play(socket, heads.length);
    else socket.end(play);
  };
  const serve = (socket: Socket): void => {
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.subarray(0, end).toString('latin1');
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (received.length < end + 4 + length) return;
      received = received.subarray(end + 4 + length);
      heads.push(head);
      answer(socket);
    });
  };

  const server: Server = tls ? createTlsServer(tls, serve) : createServer(serve);
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onConnection?.(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    heads,
    get posts() {
      return heads.filter((head) => head.startsWith('POST ')).length;
    },
    get connections() {
      return connections;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

/** Returns a reply with its length, as bytes on the wire. */
export function rawReply(body: string, headers = '', status = '200 OK'): string {
  const type = 'content-type: application/json\r\n';
  return `HTTP/1.1 ${status}\r\n${type}${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
