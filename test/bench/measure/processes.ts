import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';

const LONGEST_MS = 120_000;

/** Forks a file below `test/bench/`. Gets ahead of other work on the machine, where that is permitted. */
function start(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = fork(path.join(import.meta.dirname, '..', file), args, {
    execArgv: ['--expose-gc'],
    env: { ...process.env, ...env },
    timeout: LONGEST_MS * 10,
  });
  try {
    os.setPriority(child.pid ?? 0, os.constants.priority.PRIORITY_HIGH);
  } catch {
    // Only root may; without it the figures are noisier and as fair.
  }
  return child;
}

/** Runs a file to its one answer. @throws Error where it ends without one, or takes too long */
export async function answerOf(
  file: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<unknown> {
  const child = start(file, args, env);
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  let answer: unknown;
  child.once('message', (message) => (answer = message));
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  if (code !== 0 || answer === undefined) {
    throw new Error(`${file} ended with ${code} and no answer: ${args.join(' ')}`);
  }
  return answer;
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
