import * as vscode from 'vscode';
import { safeStem, withoutExtension } from '../../../disk/names.ts';
import { CheckError } from '../../../errors.ts';
import { isDecodable } from '../../../image/decode/decodable.ts';
import { inspectSource } from '../../../image/formats/disguise.ts';
import { inspectImage } from '../../../image/formats/inspect.ts';
import { svgSize } from '../../../panel/sources/drawings.ts';
import { MAX_PASTED_BYTES, type DroppedFile } from '../../../panel/sources/protocol.ts';

/** Results are compared with the pasted image, so it stays for a while. */
const MAX_KEPT = 40;

/**
 * Writes a pasted image to a file in Easel's own storage, so that it is a source like any other.
 *
 * @param folder created if missing
 * @throws CheckError `not-an-image` if the bytes are not a whole image that Easel can decode or draw; `no-drawing`
 */
export async function keepPasted(folder: vscode.Uri, bytes: Uint8Array): Promise<vscode.Uri> {
  const name = vscode.l10n.t('The pasted image');
  const facts = bytes.byteLength <= MAX_PASTED_BYTES ? inspectImage(bytes) : undefined;
  const isImage = facts?.isWhole === true && isDecodable(facts.type);
  const extension = isImage ? facts.extension : svgSize(name, bytes) && 'svg';
  if (extension === undefined) throw new CheckError({ kind: 'not-an-image', file: name });
  const file = vscode.Uri.joinPath(folder, `${await newName(folder)}.${extension}`);
  await vscode.workspace.fs.writeFile(file, bytes);
  return file;
}

/**
 * Writes a file that was dropped or pasted to Easel's own storage, under its own name and in a folder of its own, so that results
 * are named after it.
 *
 * @param folder of pasted images; created if missing
 * @throws CheckError `not-an-image`, `incomplete-image`, `no-drawing`
 */
export async function keepDropped(folder: vscode.Uri, file: DroppedFile): Promise<vscode.Uri> {
  const extension = svgSize(file.name, file.bytes)
    ? 'svg'
    : (await inspectSource(file.name, file.bytes)).extension;
  const stem = safeStem(withoutExtension(file.name.replace(/^.*[/\\]/s, '')));
  const own = vscode.Uri.joinPath(folder, await newName(folder));
  await vscode.workspace.fs.createDirectory(own);
  const uri = vscode.Uri.joinPath(own, `${stem}.${extension}`);
  await vscode.workspace.fs.writeFile(uri, file.bytes);
  return uri;
}

let last = 0;

/** Returns a name that sorts after those of earlier images, also after one of the same millisecond. Makes room for it. */
async function newName(folder: vscode.Uri): Promise<string> {
  const { fs } = vscode.workspace;
  await fs.createDirectory(folder);
  await makeRoom(folder);
  last = Math.max(last + 1, Date.now());
  return `pasted-${last}`;
}

/** Names start with a time, so sorting them sorts by age. */
async function makeRoom(folder: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  const names = (await fs.readDirectory(folder)).map(([name]) => name).sort();
  const old = names.slice(0, Math.max(0, names.length - MAX_KEPT + 1));
  await Promise.all(
    old.map((name) => fs.delete(vscode.Uri.joinPath(folder, name), { recursive: true })),
  );
}
