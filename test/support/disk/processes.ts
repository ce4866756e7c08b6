import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Returns the id of a process that has ended. */
export async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'close');
  if (child.pid === undefined) throw new Error('no process was started');
  return child.pid;
}
