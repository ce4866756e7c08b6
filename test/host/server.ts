import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hostEnvironment } from './environment.ts';
import { installInto } from './installed.ts';
import { out, vscodeServer } from './paths.ts';

export interface ServerOptions {
  /** Name of its folder under out/host/, which is emptied first. */
  readonly name: string;
  /** A packaged extension to install. */
  readonly vsix?: string;
  /** User settings, by name. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Asks whether the user trusts the authors of a folder, as VS Code does by default. */
  readonly workspaceTrust?: boolean;
  /** Lets a page run tests in the extension host; see insideHost.ts. */
  readonly testDriver?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface VSCodeServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly dataDir: string;
  readonly log: string;
  readonly writeSettings: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  // Otherwise the extension host looks for new ports every few seconds, which blocks it for up to 25 ms.
  'remote.autoForwardPorts': false,
  'remote.autoForwardPortsSource': 'output',
  'chat.disableAIFeatures': true,
  'git.openRepositoryInParentFolders': 'never',
  'window.commandCenter': false,
};

/** Starts VS Code's server on a free port of 127.0.0.1, with its own data folders. */
export async function startServer(options: ServerOptions): Promise<VSCodeServer> {
  const home = path.join(out, 'host', options.name);
  const dataDir = path.join(home, 'data');
  const extensions = path.join(home, 'extensions');
  await rm(home, { recursive: true, force: true });
  await mkdir(path.join(dataDir, 'data', 'User'), { recursive: true });

  const writeSettings = (settings: Readonly<Record<string, unknown>>) =>
    writeFile(
      path.join(dataDir, 'data', 'User', 'settings.json'),
      JSON.stringify({ ...QUIET, ...settings }, undefined, 2),
    );
  await writeSettings(options.settings ?? {});

  const log = path.join(home, 'server.log');
  if (options.vsix) await installInto(extensions, options.vsix);
  const child = spawn(
    process.execPath,
    [
      vscodeServer,
      '--accept-server-license-terms',
      ...['--server-data-dir', dataDir],
      ...['--extensions-dir', extensions],
      ...['--host', '127.0.0.1', '--port', '0'],
      '--without-connection-token',
      '--disable-telemetry',
      // The desktop does not compress what passes between window and extension host either.
      '--disable-websocket-compression',
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      env: { ...hostEnvironment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group, so that its extension hosts end with it.
      detached: process.platform !== 'win32',
    },
  );
  const stop = createStop(child);
  return { origin: await waitForOrigin(child, log), dataDir, log, writeSettings, stop };
}

/** Waits until the server prints its port. Writes all of its output to the log. @returns its origin */
async function waitForOrigin(child: ChildProcess, log: string): Promise<string> {
  const file = createWriteStream(log);
  child.stderr?.pipe(file, { end: false });
  return await new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      file.write(chunk);
      output += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      reject(new Error(`VS Code's server exited with code ${code}. Log: ${log}`));
    });
  });
}

function createStop(child: ChildProcess): () => Promise<void> {
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const end = () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', `${child.pid}`, '/T', '/F']);
    else process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', end);
  return async () => {
    process.off('exit', end);
    end();
    await ended;
  };
}
