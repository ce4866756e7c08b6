import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { easel } from './rig/extension.ts';
import type { Tests } from './suite.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

interface Setting {
  readonly scope?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

const { contributes } = easel().packageJSON as Manifest;

export const tests: Tests = {
  'activation returns the API for other extensions': async () => {
    const api: unknown = await easel().activate();
    assert.ok(typeof api === 'object' && api !== null);
    assert.equal((api as { apiVersion?: unknown }).apiVersion, 1);
    assert.equal(typeof (api as { run?: unknown }).run, 'function');
  },

  'the manifest declares exactly the commands that are registered': async () => {
    await easel().activate();
    const declared = contributes.commands.map(({ command }) => command);
    assert.ok(declared.length > 0);
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) => command.startsWith('easel.') && !generatedByVSCode(command),
    );
    assert.deepEqual(registered.sort(), declared.sort());
  },

  'every command has a title': () => {
    assert.ok(contributes.commands.length > 0);
    for (const { command, title } of contributes.commands) {
      assert.ok(title && !title.startsWith('%'), `${command}: ${title}`);
    }
  },

  'every setting has a scope, a default and a description': () => {
    const settings = Object.entries(contributes.configuration.properties);
    assert.ok(settings.length > 0);
    for (const [name, setting] of settings) {
      assert.ok(setting.scope, `${name} has no scope`);
      assert.notEqual(setting.default, undefined, `${name} has no default`);
      const text = setting.markdownDescription ?? setting.description ?? '';
      assert.ok(text !== '' && !text.startsWith('%'), `${name}: ${text}`);
    }
  },

  'a workspace cannot set the gateways or the time limit': () => {
    const { properties } = contributes.configuration;
    assert.equal(properties['easel.gateways']?.scope, 'application');
    assert.equal(properties['easel.requestTimeout']?.scope, 'application');
  },
};

/** Returns whether VS Code registered the command itself: it adds `<view>.focus`, `.open` and others for each view. */
function generatedByVSCode(command: string): boolean {
  return /\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/.test(command);
}
