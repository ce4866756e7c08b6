import * as vscode from 'vscode';
import { CheckError } from '../../../errors.ts';
import { inspectImage } from '../../../image/formats/inspect.ts';
import { MOST_PASTED_BYTES } from '../../../panel/protocol.ts';

/** What a clipboard holds as a picture, and every model takes. */
const PASTED_TYPES: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp']);
/** Results go on being compared with what was pasted; older ones than these make room. */
const MOST_KEPT = 40;

/**
 * Keeps a pasted picture as a file in Easel's own storage, so that it is a source like any other. Its name is of our making.
 *
 * @param folder made when it is missing
 * @throws CheckError `not-an-image`: neither PNG, JPEG nor WebP by its bytes, or not whole
 */
export async function keepPasted(folder: vscode.Uri, bytes: Uint8Array): Promise<vscode.Uri> {
  const facts = bytes.byteLength <= MOST_PASTED_BYTES ? inspectImage(bytes) : undefined;
  if (facts === undefined || !facts.isWhole || !PASTED_TYPES.has(facts.type)) {
    throw new CheckError({ kind: 'not-an-image', file: vscode.l10n.t('The pasted picture') });
  }
  const { fs } = vscode.workspace;
  await fs.createDirectory(folder);
  await makeRoom(folder);
  const file = vscode.Uri.joinPath(folder, `pasted-${Date.now()}.${facts.extension}`);
  await fs.writeFile(file, bytes);
  return file;
}

/** The names begin with their time, so their order is their age. */
async function makeRoom(folder: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  const names = (await fs.readDirectory(folder)).map(([name]) => name).sort();
  const old = names.slice(0, Math.max(0, names.length - MOST_KEPT + 1));
  await Promise.all(old.map((name) => fs.delete(vscode.Uri.joinPath(folder, name))));
}
