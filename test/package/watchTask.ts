import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What this reads of a task in .vscode/tasks.json. */
export interface Task {
  readonly label: string;
  readonly type: string;
  readonly script: string;
  readonly isBackground: boolean;
  readonly problemMatcher: {
    readonly fileLocation: readonly string[];
    readonly pattern: { readonly regexp: string } & Record<Field, number>;
    readonly background: { readonly beginsPattern: string; readonly endsPattern: string };
  };
}

type Field = 'file' | 'line' | 'column' | 'severity' | 'message';

export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly message: string;
}

/** Runs a background task of tasks.json as VS Code does, and reads its output with its problem matcher. */
export class WatchTask {
  readonly #task: Task;
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(task: Task, folder: string, signal: AbortSignal) {
    assert.equal(task.type, 'npm');
    assert.deepEqual(task.problemMatcher.fileLocation, ['relative', '${workspaceFolder}']);
    this.#task = task;
    this.#folder = folder;
    const npm = process.env['npm_execpath'];
    const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
    this.#child = spawn(command, [...args, 'run', task.script], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: !npm && process.platform === 'win32',
      // A process group, so that the build ends together with npm.
      detached: process.platform !== 'win32',
    });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    // A test that is out of time waits for lines, which end with the process.
    signal.addEventListener('abort', () => void this.end());
  }

  /** Waits for the next build from its first to its last line, and returns the problems between. */
  async build(): Promise<readonly Problem[]> {
    const { pattern, background } = this.#task.problemMatcher;
    const { beginsPattern, endsPattern } = background;
    await this.#until(new RegExp(beginsPattern));
    const lines = await this.#until(new RegExp(endsPattern));
    return lines.flatMap((line) => {
      const match = new RegExp(pattern.regexp).exec(line);
      if (match === null) return [];
      const read = (field: Field) => match[pattern[field]] ?? '';
      return {
        file: path.join(this.#folder, read('file')),
        line: Number(read('line')),
        column: Number(read('column')),
        severity: read('severity'),
        message: read('message'),
      };
    });
  }

  async end(): Promise<void> {
    const { pid, exitCode } = this.#child;
    if (exitCode !== null || pid === undefined) return;
    const ended = once(this.#child, 'close');
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', `${pid}`, '/T', '/F']);
    else process.kill(-pid, 'SIGTERM');
    await ended;
  }

  async #until(pattern: RegExp): Promise<readonly string[]> {
    const before: string[] = [];
    for (;;) {
      const next = await this.#lines.next();
      if (next.done === true)
        throw new Error(`The task ended before ${pattern.source}:\n${before.join('\n')}`);
      if (pattern.test(next.value)) return before;
      before.push(next.value);
    }
  }
}
