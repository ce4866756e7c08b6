import { join } from 'node:path';
import * as vscode from 'vscode';
import { temporaryRoot } from '../../disk/temporary.ts';

/** The folders for Easel's own files. They are created when Easel first writes to them. */
export interface EaselStorage {
  /** The spool: an absolute path. */
  readonly spool: string;
  /** All folders that can hold unsaved results: the spool, and where payloads go when its disk refuses them. */
  readonly spoolRoots: readonly string[];
  /** The sample image and the results of retests: an absolute path. */
  readonly retest: string;
  /** The old bytes of replaced files: an absolute path. */
  readonly replaced: string;
  /** The file of all route breakers: an absolute path. */
  readonly breakers: string;
  /** Images that were pasted into the panel. */
  readonly pasted: vscode.Uri;
  /** Deleted results, which can be restored for a while: an absolute path. */
  readonly bin: string;
  /** Small previews of large results. */
  readonly previews: vscode.Uri;
}

export function storageOf({
  globalStorageUri,
  storageUri = globalStorageUri,
}: vscode.ExtensionContext): EaselStorage {
  const inGlobal = (name: string) => join(globalStorageUri.fsPath, name);
  const spool = inGlobal('spool');
  return {
    spool,
    spoolRoots: [spool, temporaryRoot()],
    retest: inGlobal('retest'),
    replaced: inGlobal('replaced'),
    breakers: inGlobal('breakers.json'),
    bin: inGlobal('bin'),
    pasted: vscode.Uri.joinPath(storageUri, 'pasted'),
    previews: vscode.Uri.joinPath(storageUri, 'previews'),
  };
}
