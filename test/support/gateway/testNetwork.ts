/**
 * A network for tests: what names resolve to, and which server on this machine answers at which address. It stands between a
 * socket's lookup and its connection, where a TUN program or a NAT64 gateway stands, so everything before and after is real.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import net, { type AddressInfo, type LookupFunction, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import type { Address, Resolve } from '../../../src/reply/hosted/resolve.ts';

export interface TestNetwork {
  readonly resolve: Resolve;
  /** The names that were resolved, in order. */
  readonly lookups: readonly string[];
  /** The addresses that sockets connected to, in order, and that the network carries. */
  readonly reached: readonly string[];
  close(): void;
}

export interface NetworkParts {
  /** The answers for a name, one after the other; the last stays. A name without answers doesn't exist. */
  readonly names: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Addresses that lead to this machine. Every other address is left as it is. */
  readonly carried: readonly string[];
}

/** Starts a network. Every socket of this process that brings its own lookup uses it, until it is closed. */
export function startTestNetwork({ names, carried }: NetworkParts): TestNetwork {
  const lookups: string[] = [];
  const reached: string[] = [];
  const resolve: Resolve = async (name) => {
    const answers = names[name];
    const nth = lookups.filter((one) => one === name).length;
    lookups.push(name);
    const answer = answers?.[Math.min(nth, answers.length - 1)];
    if (answer === undefined) throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
    return answer.map(toAddress);
  };
  const carry = (address: Address): Address => {
    if (!carried.includes(address.address)) return address;
    reached.push(address.address);
    return toAddress('127.0.0.1');
  };
  const prototype = net.Socket.prototype as unknown as { connect: (...args: unknown[]) => Socket };
  const original = prototype.connect;
  prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
    const first = args[0];
    const options = (Array.isArray(first) ? first[0] : first) as { lookup?: LookupFunction };
    if (typeof options === 'object' && options.lookup !== undefined) {
      options.lookup = carrying(options.lookup, carry);
    }
    return original.apply(this, args);
  };
  return {
    resolve,
    lookups,
    reached,
    close: () => {
      prototype.connect = original;
    },
  };
}

function carrying(lookup: LookupFunction, carry: (address: Address) => Address): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family = 0) => {
      if (error !== null) callback(error, '', 0);
      else if (Array.isArray(address)) callback(null, address.map(carry));
      else {
        const carried = carry({ address, family });
        callback(null, carried.address, carried.family);
      }
    });
  };
}

function toAddress(address: string): Address {
  return { address, family: address.includes(':') ? 6 : 4 };
}

export interface FileServer {
  readonly port: number;
  /** The certificate's authority: itself. PEM. */
  readonly cert: string;
  /** `host /path` of each request, in order. */
  readonly requests: readonly string[];
  /** The number of connections so far, used or not. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Starts a TLS server on this machine whose certificate is for these names, and which answers every request with a file. */
export async function startFileServer(
  hosts: readonly string[],
  file: Uint8Array,
): Promise<FileServer> {
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: hosts[0] ?? 'test' }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) },
      ],
    },
  );
  const requests: string[] = [];
  let connections = 0;
  const server: Server = createServer({ key, cert }, (request, response) => {
    requests.push(`${request.headers.host ?? ''} ${request.url ?? ''}`);
    response.writeHead(200, { 'content-type': 'image/png' }).end(file);
  });
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cert,
    requests,
    get connections() {
      return connections;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
