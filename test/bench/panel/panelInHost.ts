/**
 * Runs inside VS Code's extension host and does what the bench asks for over HTTP: the bench drives the page beside it, and
 * one of the two has to lead.
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as vscode from 'vscode';
import type { Tests } from '../../inside/suite.ts';
import { watchLoop, type Watched } from '../measure/loop.ts';
import type { HostOrder } from './orders.ts';

export const tests: Tests = {
  'the panel beside the page': async () => {
    let end: (() => Watched) | undefined;
    let done: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (done = resolve));

    async function obey(order: HostOrder): Promise<unknown> {
      switch (order.do) {
        case 'set':
          await vscode.workspace
            .getConfiguration(order.section)
            .update(order.name, order.value, vscode.ConfigurationTarget.Global);
          return undefined;
        case 'run':
          return await vscode.commands.executeCommand(order.command, ...order.args);
        case 'watch':
          end = watchLoop();
          return undefined;
        case 'stall':
          return end?.().longestMs;
        case 'end':
          done();
          return undefined;
      }
    }

    const server = createServer((request, response) => {
      void text(request)
        .then((body) => obey(JSON.parse(body) as HostOrder))
        .then(
          (value) => response.end(JSON.stringify({ value })),
          (error: unknown) => response.writeHead(500).end(String(error)),
        );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    writeFileSync(process.env['EASEL_BENCH_PORT'] ?? '', `http://127.0.0.1:${port}`);
    await over;
    server.close();
  },
};
