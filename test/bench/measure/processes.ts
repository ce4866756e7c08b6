import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';

const TIMEOUT_MS = 120_000;

/** Forks a file of `test/bench/`, with a higher priority than other programs if that is permitted. */
function start(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = fork(path.join(import.meta.dirname, '..', file), args, {
    execArgv: ['--expose-gc'],
    env: { ...process.env, ...env },
    timeout: TIMEOUT_MS * 10,
  });
  try {
    os.setPriority(child.pid ?? 0, os.constants.priority.PRIORITY_HIGH);
  } catch {
    // Only root may raise the priority. Without it the figures are noisier, for all clients alike.
  }
  return child;
}

/** Runs a file and returns its one message. @throws Error if it ends without one or takes too long */
export async function runForMessage(
  file: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<unknown> {
  const child = start(file, args, env);
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  let message: unknown;
  child.once('message', (value) => (message = value));
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  if (code !== 0 || message === undefined) {
    throw new Error(`${file} ended with ${code} and no message: ${args.join(' ')}`);
  }
  return message;
}

export interface Gateway {
  readonly origin: string;
  readonly stop: () => void;
}

export async function startGateway(): Promise<Gateway> {
  const child = start('gateway.ts', []);
  const ready = once(child, 'message') as Promise<[string]>;
  const ended = once(child, 'exit').then(() => {
    throw new Error('the gateway of the bench ended');
  });
  const [origin] = await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  child.unref();
  return {
    origin,
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}
