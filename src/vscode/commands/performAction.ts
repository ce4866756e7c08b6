import * as vscode from 'vscode';
import { CheckError } from '../../errors.ts';
import type { RequestChange } from '../../messages/actions.ts';
import { settingBehind } from '../../messages/settings.ts';
import type { ActionContext, PerformAction } from '../../run/actionContext.ts';
import type { RunOptions } from '../../run/plan/options.ts';
import type { Keys } from '../config/keys.ts';
import { currentGateway, openSettings } from '../config/settings.ts';
import { askPrompt } from '../dialogs/askPrompt.ts';
import { askCredentials } from '../dialogs/askKey.ts';
import { pickModel } from '../dialogs/pickers.ts';
import { askFolder } from '../dialogs/target.ts';
import type { Routes } from '../routes/routes.ts';

const t = vscode.l10n.t;

/** Creates what performs actions, with the questions that VS Code asks for them. */
export function createPerformAction(keys: Keys, routes: Routes): PerformAction {
  return async (behavior, context) => {
    switch (behavior.kind) {
      case 'repeat': {
        const changes = await askChange(behavior.change, context, keys, routes);
        if (changes !== undefined) await context.repeat?.(changes);
        return;
      }
      case 'command':
        await vscode.commands.executeCommand(behavior.command);
        return;
      case 'settings':
        await openSettings(behavior.name ?? settingBehind(context.failure));
        return;
      case 'site': {
        const site = (context.gateway ?? currentGateway())?.site;
        if (site !== undefined) await vscode.env.openExternal(vscode.Uri.parse(site));
        return;
      }
      case 'download':
        await context.download?.();
        return;
    }
  };
}

/** Returns undefined if the person dismissed the question: then nothing is repeated. */
async function askChange(
  change: RequestChange,
  { gateway = currentGateway(), prompt, failure }: ActionContext,
  keys: Keys,
  routes: Routes,
): Promise<Partial<RunOptions> | undefined> {
  switch (change) {
    case 'none':
      return {};
    case 'smaller': {
      const problem = failure instanceof CheckError ? failure.problem : undefined;
      if (problem?.kind !== 'too-large' || problem.side === undefined) return undefined;
      return { maxInputSide: problem.side };
    }
    case 'key':
      return gateway && (await askCredentials(gateway, keys)) ? {} : undefined;
    case 'gateway': {
      const id = await vscode.commands.executeCommand<string | undefined>('easel.selectGateway');
      return id === undefined ? undefined : { gateway: id };
    }
    case 'model': {
      const model = await pickModel(gateway, routes);
      return model === undefined ? undefined : { model };
    }
    case 'prompt': {
      const edited = await askPrompt(t('Edit Prompt'), '', '', prompt);
      return edited === undefined ? undefined : { prompt: edited };
    }
    case 'folder': {
      const folder = await askFolder();
      return folder === undefined ? undefined : { target: folder.toString() };
    }
  }
}
