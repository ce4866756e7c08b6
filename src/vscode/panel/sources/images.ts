import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { inspectSource } from '../../../image/formats/disguise.ts';
import type { ImageFacts } from '../../../image/formats/inspect.ts';
import type { Size } from '../../../image/formats/svg.ts';
import { uprightSize } from '../../../image/prepare/preparation.ts';
import { IMAGE_FILE_EXTENSIONS, hasImageExtension } from '../../../image/formats/fileExtensions.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { files, nameOf } from '../../files/files.ts';
import type { KnownImage } from '../../../panel/memory/memory.ts';
import { canPreview, imageDetails } from '../../../image/preview/canPreview.ts';
import { markableSize } from '../../../panel/region/markable.ts';
import { SVG_TYPE, svgSize } from '../../../panel/sources/drawings.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';

const t = vscode.l10n.t;

/** Keeps the picker fast. */
const MAX_LISTED = 1000;
/** Rows with a thumbnail, and the size of their files. The list waits for them. */
const MAX_THUMBNAILS = 60;
const MAX_THUMBNAIL_BYTES = 1024 * 1024;

/**
 * Reads the facts of an image file.
 *
 * @throws CheckError `unreadable`, `not-an-image`, `incomplete-image`, `no-drawing`
 */
export async function readImage(uri: vscode.Uri): Promise<PanelImage> {
  const bytes = await files.read(uri.toString());
  const drawn = svgSize(nameOf(uri), bytes);
  if (drawn !== undefined) return drawing(uri, drawn, bytes.byteLength);
  const source = await inspectSource(nameOf(uri), bytes);
  const markable = markableSize(source);
  const { type, mimeType, width, height, orientation, hasPrivateData, frames } = source;
  return {
    ...imageOf(uri, { ...source, ...uprightSize(source) }, bytes.byteLength),
    photo: { type, mimeType, width, height, orientation, hasPrivateData, frames },
    ...(markable && { markable }),
  };
}

/** Returns an image with its known facts if its file still has the same size. */
export async function knownImage(
  uri: vscode.Uri,
  known: KnownImage | undefined,
): Promise<PanelImage | undefined> {
  if (known === undefined) return undefined;
  const now = await vscode.workspace.fs.stat(uri).then(
    ({ size }) => size,
    () => undefined,
  );
  if (now !== known.bytes) return undefined;
  const { bytes, details, canPreview: isDrawable, mimeType, markable, photo } = known;
  return {
    id: randomUUID(),
    uri: uri.toString(),
    name: nameOf(uri),
    bytes,
    details,
    canPreview: isDrawable,
    mimeType,
    ...(photo && { photo }),
    ...(markable && { markable }),
  };
}

/** @param drawn in px, @param size in bytes */
function drawing(uri: vscode.Uri, drawn: Size, size: number): PanelImage {
  return {
    id: randomUUID(),
    uri: uri.toString(),
    name: nameOf(uri),
    bytes: size,
    details: imageDetails({ type: 'svg', ...drawn }, size),
    canPreview: true,
    mimeType: SVG_TYPE,
    markable: drawn,
  };
}

/** @param size in bytes */
export function imageOf(uri: vscode.Uri, facts: ImageFacts, size: number): PanelImage {
  return {
    id: randomUUID(),
    uri: uri.toString(),
    name: nameOf(uri),
    bytes: size,
    details: imageDetails(facts, size),
    canPreview: canPreview(facts),
    mimeType: facts.mimeType,
  };
}

/** Asks for images from the workspace or the disk. Returns none if the user dismisses the picker. */
export async function pickImages(title: string, many: boolean): Promise<readonly vscode.Uri[]> {
  const found = await workspaceImages();
  if (found.length === 0) return await browse(title, many);
  const items = Promise.all(found.map(imageItem));
  const browseItem = { label: `$(folder-opened) ${t('Browse…')}`, alwaysShow: true };
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator };
  const options: vscode.QuickPickOptions = {
    title,
    placeHolder: t('Select an image from this workspace'),
    matchOnDescription: true,
  };
  const chosen = await vscode.window.showQuickPick<PickedImage>(
    items.then((all): readonly PickedImage[] => [...all, separator, browseItem]),
    options,
  );
  if (chosen === undefined) return [];
  return chosen.uri ? [chosen.uri] : await browse(title, many);
}

/** Returns the image in the active editor. */
export function openedImage(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isFile = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return isFile && hasImageExtension(input.uri.path) ? input.uri : undefined;
}

interface PickedImage extends vscode.QuickPickItem {
  /** Absent for the row that opens a file dialog. */
  readonly uri?: vscode.Uri;
}

async function imageItem(uri: vscode.Uri, index: number): Promise<PickedImage> {
  const row = { label: sanitize(nameOf(uri)), description: sanitize(folderOf(uri)), uri };
  const isDrawn = index < MAX_THUMBNAILS && (await hasThumbnail(uri));
  return isDrawn ? { ...row, iconPath: uri } : row;
}

/** The workbench decodes the whole image for its row, so its size in px has to be known. */
async function hasThumbnail(uri: vscode.Uri): Promise<boolean> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size <= MAX_THUMBNAIL_BYTES && (await readImage(uri)).canPreview;
  } catch {
    return false;
  }
}

/** Returns the folder of a file in the workspace; empty for the root. */
function folderOf(uri: vscode.Uri): string {
  const path = vscode.workspace.asRelativePath(uri);
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

async function workspaceImages(): Promise<readonly vscode.Uri[]> {
  const photos = await filesWith(IMAGE_FILE_EXTENSIONS.filter((extension) => extension !== 'svg'));
  // A set of icons has thousands of drawings, which must not take the place of all photos.
  const drawings = await filesWith(['svg']);
  const found = [...photos, ...drawings].slice(0, MAX_LISTED);
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

async function filesWith(extensions: readonly string[]): Promise<readonly vscode.Uri[]> {
  const both = [...extensions, ...extensions.map((extension) => extension.toUpperCase())];
  const glob = `**/*.{${both.join(',')}}`;
  return await vscode.workspace.findFiles(glob, '**/node_modules/**', MAX_LISTED);
}

async function browse(title: string, many: boolean): Promise<readonly vscode.Uri[]> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title,
    openLabel: t('Select'),
    canSelectMany: many,
    ...(folder ? { defaultUri: folder } : {}),
    filters: { [t('Images')]: [...IMAGE_FILE_EXTENSIONS] },
  });
  return chosen ?? [];
}
