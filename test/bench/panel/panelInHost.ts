/** Runs inside VS Code's extension host and obeys the commands that the bench sends over HTTP. The bench drives the page too. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as vscode from 'vscode';
import type { Tests } from '../../inside/suite.ts';
import { watchLoop, type LoopReport } from '../measure/loop.ts';
import type { HostCommand } from './hostCommands.ts';

export const tests: Tests = {
  'obeys the commands of the bench': async () => {
    let stopWatching: (() => LoopReport) | undefined;
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));

    async function obey(command: HostCommand): Promise<unknown> {
      switch (command.do) {
        case 'set':
          await vscode.workspace
            .getConfiguration(command.section)
            .update(command.name, command.value, vscode.ConfigurationTarget.Global);
          return undefined;
        case 'run':
          return await vscode.commands.executeCommand(command.command, ...command.args);
        case 'open':
          await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(command.uri));
          return undefined;
        case 'watch':
          stopWatching = watchLoop();
          return undefined;
        case 'stall':
          return stopWatching?.().longestMs;
        case 'end':
          end();
          return undefined;
      }
    }

    const server = createServer((request, response) => {
      void text(request)
        .then((body) => obey(JSON.parse(body) as HostCommand))
        .then(
          (value) => response.end(JSON.stringify({ value })),
          (error: unknown) => response.writeHead(500).end(String(error)),
        );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    writeFileSync(process.env['EASEL_BENCH_PORT'] ?? '', `http://127.0.0.1:${port}`);
    await ended;
    server.close();
  },
};
