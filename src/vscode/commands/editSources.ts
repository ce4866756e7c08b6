import * as vscode from 'vscode';
import { CheckError } from '../../errors.ts';
import { inspectSource } from '../../image/formats/disguise.ts';
import type { SourceFacts } from '../../image/formats/sourceFacts.ts';
import { describeLocalError } from '../../messages/messages.ts';
import type { BatchItem, BatchReason } from '../../run/batch/batch.ts';
import { files, nameOf } from '../files/files.ts';

const t = vscode.l10n.t;

/** A file that can't be edited. */
export interface RefusedFile extends BatchReason {
  readonly error: CheckError;
}

/** The selected files. */
export interface Selection {
  /** The whole images. */
  readonly items: readonly BatchItem[];
  /** Their URIs. */
  readonly sources: readonly vscode.Uri[];
  readonly facts: readonly SourceFacts[];
  /** The other files. Nothing is sent for them, whatever happens to them later. */
  readonly refused: readonly RefusedFile[];
}

/**
 * Finds the images among files, before the user types a prompt for them. A file that isn't an image doesn't stop the others.
 *
 * @throws CheckError if none of them is an image or a drawing
 */
export async function imagesAmong(uris: readonly vscode.Uri[]): Promise<Selection> {
  const items: BatchItem[] = [];
  const sources: vscode.Uri[] = [];
  const facts: SourceFacts[] = [];
  const refused: RefusedFile[] = [];
  for (const uri of uris) {
    const item = { uri: uri.toString(), name: nameOf(uri) };
    try {
      facts.push(await inspectSource(item.name, await files.read(item.uri)));
      sources.push(uri);
      items.push(item);
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      refused.push({ item, reason: describeLocalError(error, t), error });
    }
  }
  const [first] = refused;
  if (first !== undefined && sources.length === 0 && !refused.some(isDrawing)) throw first.error;
  return { items, sources, facts, refused };
}

/** Tells whether a file is an SVG drawing, which only the panel can turn into an image. */
export function isDrawing({ error: { problem } }: RefusedFile): boolean {
  return problem.kind === 'not-an-image' && problem.found === 'svg';
}

/** Says why files can't be edited, with a button that opens the drawings among them in the panel. */
export async function offerPanel(text: string, drawings: readonly RefusedFile[]): Promise<void> {
  const uris = drawings.map(({ item }) => vscode.Uri.parse(item.uri));
  const open = t('Open in Panel');
  const chosen = await vscode.window.showWarningMessage(text, ...(uris.length > 0 ? [open] : []));
  if (chosen === open) await vscode.commands.executeCommand('easel.openPanel', uris[0], uris);
}
