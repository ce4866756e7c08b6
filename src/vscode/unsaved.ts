import { join, basename } from 'node:path';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { SaveError } from '../errors.ts';
import { foreign } from '../run/foreign.ts';
import { sizeText } from '../run/message.ts';
import { listUnsaved, type RunRecord, type Unsaved } from '../run/spool.ts';
import { files, nameOf, parentOf } from './files.ts';
import { publish } from './publish.ts';
import { openImage } from './show.ts';

const t = vscode.l10n.t;

/** `easel.showUnsaved`: what was paid for and is not where it should be, with what can be done about it. */
export async function showUnsaved(root: string): Promise<void> {
  const unsaved = await listUnsaved(root, isActiveElsewhere);
  if (unsaved.length === 0) {
    void vscode.window.showInformationMessage(t('There are no unsaved results.'));
    return;
  }
  const items = unsaved.flatMap((run) =>
    run.images.map((image) => ({
      label: foreign(`${run.record.target.stem}.${image.extension}`),
      description: `${sizeText(image.size)} · ${run.record.started.slice(0, 16).replace('T', ' ')}`,
      detail: t('{0} at {1}', foreign(run.record.model), run.record.host),
      run,
      image,
    })),
  );
  const chosen = await vscode.window.showQuickPick(items, {
    title: t('Easel: Unsaved Results'),
    placeHolder: t('Paid images that are kept until they are saved or discarded'),
  });
  if (chosen === undefined) return;
  const { run, image } = chosen;
  const [save, saveAs, discard] = [t('Save Beside the Source'), t('Save As…'), t('Discard')];
  const action = await vscode.window.showQuickPick([save, saveAs, discard], {
    title: chosen.label,
    placeHolder: foreign(run.record.target.folder),
  });
  const spooled = join(run.folder, basename(image.file));
  if (action === save) await saveTo(run, spooled, run.record.target, image.extension);
  if (action === saveAs) await askAndSave(run, spooled, image.extension);
  if (action === discard) await discardAfterAsking(run, spooled, chosen.label);
}

async function askAndSave(run: Unsaved, spooled: string, extension: string): Promise<void> {
  const home = files.home();
  const chosen = await vscode.window.showSaveDialog({
    title: t('Save the Image'),
    ...(home === undefined
      ? {}
      : {
          defaultUri: vscode.Uri.joinPath(
            vscode.Uri.parse(home),
            `${run.record.target.stem}.${extension}`,
          ),
        }),
  });
  if (chosen === undefined) return;
  const stem = nameOf(chosen).replace(/(?<=.)\.[^.]*$/, '');
  await saveTo(run, spooled, { folder: parentOf(chosen).toString(), stem }, extension);
}

async function saveTo(
  run: Unsaved,
  spooled: string,
  target: RunRecord['target'],
  extension: string,
): Promise<void> {
  try {
    const uri = vscode.Uri.parse(await publish(spooled, target, extension));
    await forget(run, spooled);
    await openImage(uri);
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    void vscode.window.showErrorMessage(
      t('{0} was not written ({1}). The paid image is kept.', foreign(error.file), error.code),
    );
  }
}

async function discardAfterAsking(run: Unsaved, spooled: string, name: string): Promise<void> {
  const discard = t('Discard');
  const answer = await vscode.window.showWarningMessage(
    t('Discard {0}? It was paid for and cannot be brought back.', name),
    { modal: true },
    discard,
  );
  if (answer === discard) await forget(run, spooled);
}

/** The last image of a run takes the run's folder with it. */
async function forget(run: Unsaved, spooled: string): Promise<void> {
  const last = run.images.length === 1;
  await rm(last ? run.folder : spooled, { recursive: true, force: true });
}

/** A run of another living window is that window's to finish. Its process is asked for, with no signal sent. */
function isActiveElsewhere({ pid }: RunRecord): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
