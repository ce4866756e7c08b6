import * as vscode from 'vscode';
import { IMAGE_FILE_EXTENSIONS, hasImageExtension } from '../../image/formats/fileExtensions.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { GatewayIdentity } from '../../text/gatewayName.ts';
import { nameOf } from '../files/files.ts';

const t = vscode.l10n.t;

/** The images of one request. The first one is the source. */
export type Batch = readonly vscode.Uri[];

/** One answer must not start more paid requests than this. */
const MAX_BATCHES = 32;

/** Returns the open image, or asks for images. Returns undefined if the user dismissed the dialog. */
export async function chooseSources(): Promise<readonly vscode.Uri[] | undefined> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const open =
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText
      ? input.uri
      : undefined;
  if (open && hasImageExtension(open.path)) return [open];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return await vscode.window.showOpenDialog({
    title: t('Select an Image to Edit'),
    openLabel: t('Edit'),
    ...(folder ? { defaultUri: folder } : {}),
    filters: { [t('Images')]: [...IMAGE_FILE_EXTENSIONS] },
  });
}

/**
 * Asks whether to combine several images in one request or to send a request for each.
 *
 * @param isFree the gateway charges nothing
 * @returns the images of each request; undefined if the user dismissed the question
 */
export async function chooseBatches(
  sources: readonly vscode.Uri[],
  isFree: boolean,
): Promise<readonly Batch[] | undefined> {
  const [first] = sources;
  if (first === undefined || sources.length === 1) return [sources];
  const together = {
    label: t('Use All Images in One Request'),
    detail: t(
      'One request. {0} is the source, and the other images are references.',
      sanitize(nameOf(first)),
    ),
  };
  const each = {
    label: t('Edit {0} Images Separately', sources.length),
    detail: isFree
      ? t('{0} requests. Each result is saved next to its source.', sources.length)
      : t(
          '{0} requests, each charged separately. Each result is saved next to its source.',
          sources.length,
        ),
  };
  const items = sources.length > MAX_BATCHES ? [together] : [together, each];
  const chosen = await vscode.window.showQuickPick(items, {
    title: t('Edit {0} Images', sources.length),
    ignoreFocusOut: true,
  });
  if (chosen === undefined) return undefined;
  return chosen === each ? sources.map((source) => [source]) : [sources];
}

/** Returns the number of images and requests, to show in the prompt's input box. */
export function batchSummary(batches: readonly Batch[], { free }: GatewayIdentity): string {
  const images = batches.flat().length;
  if (images === 1) return t('The result is saved next to the source.');
  if (batches.length === 1) return t('{0} images, one request.', images);
  return free
    ? t('{0} images, {0} requests.', images)
    : t('{0} images, {0} requests, each charged separately.', images);
}
