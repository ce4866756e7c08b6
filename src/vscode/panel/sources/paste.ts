import * as vscode from 'vscode';
import { CheckError } from '../../../errors.ts';
import { isDecodable } from '../../../image/decode/decodable.ts';
import { inspectImage } from '../../../image/formats/inspect.ts';
import { MAX_PASTED_BYTES } from '../../../panel/sources/protocol.ts';

/** Results are compared with the pasted image, so it stays for a while. */
const MAX_KEPT = 40;

/**
 * Writes a pasted image to a file in Easel's own storage, so that it is a source like any other.
 *
 * @param folder created if missing
 * @throws CheckError `not-an-image` if the bytes are not a whole image that Easel can decode
 */
export async function keepPasted(folder: vscode.Uri, bytes: Uint8Array): Promise<vscode.Uri> {
  const facts = bytes.byteLength <= MAX_PASTED_BYTES ? inspectImage(bytes) : undefined;
  if (facts === undefined || !facts.isWhole || !isDecodable(facts.type)) {
    throw new CheckError({ kind: 'not-an-image', file: vscode.l10n.t('The pasted image') });
  }
  const { fs } = vscode.workspace;
  await fs.createDirectory(folder);
  await makeRoom(folder);
  const file = vscode.Uri.joinPath(folder, `pasted-${Date.now()}.${facts.extension}`);
  await fs.writeFile(file, bytes);
  return file;
}

/** Names start with a time, so sorting them sorts by age. */
async function makeRoom(folder: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  const names = (await fs.readDirectory(folder)).map(([name]) => name).sort();
  const old = names.slice(0, Math.max(0, names.length - MAX_KEPT + 1));
  await Promise.all(old.map((name) => fs.delete(vscode.Uri.joinPath(folder, name))));
}
