import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  inlineDataReply,
  startScriptedGateway,
  type RecordedRequest,
  type ScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';
import { newFolder, set, type RunResult } from './gateway.ts';
import { RESULT } from './images.ts';

const settings = () => vscode.workspace.getConfiguration('easel');
export const MODEL = 'gemini-3.1-flash-image-preview';
export interface Entry {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Starts a gateway that returns an image, and runs `work` with a function that makes entries for it. Removes all settings after. */
export async function withRelay(work: (relay: ScriptedGateway) => Promise<void>): Promise<void> {
  const relay = await startScriptedGateway({ script: () => inlineDataReply(RESULT) });
  try {
    await work(relay);
  } finally {
    for (const id of ['mine', 'cheap', 'fast']) await command('removeApiKey', { gateway: id });
    await set(settings(), 'gateways', undefined);
    await set(settings(), 'gateway', undefined);
    await relay.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
}

/** Runs a command of Easel. */
export async function command<T>(name: string, value: object): Promise<T> {
  return await vscode.commands.executeCommand<T>(`easel.${name}`, value);
}

/** Sets the user's gateways. */
export async function entries(...all: readonly Entry[]): Promise<void> {
  await set(settings(), 'gateways', all);
}

export async function generate(gateway: string, prompt: string): Promise<RunResult> {
  const target = vscode.Uri.file(path.join(newFolder(), 'new.png')).toString();
  return await command<RunResult>('generateImage', { gateway, prompt, target, model: MODEL });
}

export function last({ requests }: ScriptedGateway): RecordedRequest {
  return requests.at(-1) ?? assert.fail('no request');
}
