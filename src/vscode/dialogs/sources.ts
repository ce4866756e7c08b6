import * as vscode from 'vscode';
import { IMAGE_FILE_EXTENSIONS, hasImageExtension } from '../../image/formats/fileExtensions.ts';

const t = vscode.l10n.t;

/** Returns the open image, or asks for images. Returns undefined if the user dismissed the dialog. */
export async function chooseSources(
  { title, openLabel } = { title: t('Select an Image to Edit'), openLabel: t('Edit') },
): Promise<readonly vscode.Uri[] | undefined> {
  const open = openImageUri();
  if (open) return [open];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return await vscode.window.showOpenDialog({
    title,
    openLabel,
    ...(folder ? { defaultUri: folder } : {}),
    filters: { [t('Images')]: [...IMAGE_FILE_EXTENSIONS] },
  });
}

/** Returns the image that the active tab shows. */
export function openImageUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const open =
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText
      ? input.uri
      : undefined;
  return open && hasImageExtension(open.path) ? open : undefined;
}
