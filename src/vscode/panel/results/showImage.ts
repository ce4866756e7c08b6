import * as vscode from 'vscode';
import { CancelledError, type EaselError } from '../../../errors.ts';
import { chargeAt, type Action } from '../../../messages/message.ts';
import { type GatewayIdentity } from '../../../text/gatewayName.ts';
import { describe, offeredActions } from '../../../messages/messages.ts';
import { settingBehind } from '../../../messages/settings.ts';
import { redact } from '../../../text/redact.ts';
import { label } from '../../dialogs/notices.ts';
import type { FailureView } from '../../../panel/failures/protocol.ts';
import type { ImageAction } from '../../../panel/results/protocol.ts';
import type { PanelResult } from '../../../panel/results/state.ts';
import type { SetupAction } from '../../../panel/setup/protocol.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';
import { openSettings } from '../../config/settings.ts';
import { compare, openImage, reveal } from '../../dialogs/show.ts';

/**
 * @param can the actions that make sense here; others get no button
 * @param gateway where it happened, if that was settled
 */
export function failureView(
  error: EaselError,
  can: (action: Action) => boolean,
  keys: readonly string[],
  gateway?: GatewayIdentity,
): Omit<FailureView, 'id'> {
  const message = describe(error, vscode.l10n.t, { gateway });
  return {
    ...(error instanceof CancelledError && { cancelled: true }),
    text: redact(message.text, keys),
    actions: offeredActions(message, can, chargeAt(error.charge, gateway)).map((action) => ({
      action,
      label: label(action),
    })),
  };
}

/** Actions that lead to another place of VS Code; the others belong to the panel and its run. */
const PLACES: Readonly<Partial<Record<Action | SetupAction, readonly [string, ...unknown[]]>>> = {
  trust: ['workbench.trust.manage'],
  'show-unsaved': ['easel.showUnsaved'],
  'save-anyway': ['easel.showUnsaved'],
  'show-log': ['easel.showLog'],
  'choose-gateway': ['easel.selectGateway'],
  'open-folder': ['workbench.action.files.openFolder'],
  'route-status': ['easel.showRouteStatus'],
  retest: ['easel.retestRoute'],
};

const SETTINGS: Readonly<Partial<Record<Action | SetupAction, string>>> = {
  'open-aspectRatio': 'easel.aspectRatio',
  'open-imageSize': 'easel.imageSize',
};

/** True: the action was one that leads elsewhere. @param error what it helps with, where that is known */
export async function goTo(action: Action | SetupAction, error?: EaselError): Promise<boolean> {
  const setting = action === 'open-settings' ? settingBehind(error) : SETTINGS[action];
  if (action === 'open-settings' || setting !== undefined) {
    await openSettings(setting);
    return true;
  }
  const place = PLACES[action];
  if (place === undefined) return false;
  await vscode.commands.executeCommand(...place);
  return true;
}

/** Shows an image in another place, or says where it is. */
export async function showImage(
  image: PanelImage | PanelResult,
  action: Extract<ImageAction, 'open' | 'reveal' | 'compare' | 'copy-image' | 'copy-path'>,
): Promise<void> {
  const uri = vscode.Uri.parse(image.uri);
  switch (action) {
    case 'open':
      await openImage(uri);
      return;
    case 'reveal':
      await reveal(uri);
      return;
    case 'compare':
      if ('source' in image) await compare(vscode.Uri.parse(image.source.uri), uri);
      return;
    case 'copy-path':
      await copyPath(uri);
      return;
    case 'copy-image': {
      // The panel does this itself, and asks only where the browser does not let it.
      await copyPath(uri);
      const sentence = vscode.l10n.t(
        'The image itself could not be copied here; its path is in the clipboard instead.',
      );
      void vscode.window.showInformationMessage(sentence);
      return;
    }
  }
}

async function copyPath(uri: vscode.Uri): Promise<void> {
  await vscode.env.clipboard.writeText(uri.scheme === 'file' ? uri.fsPath : uri.toString());
}
