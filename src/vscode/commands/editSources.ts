import * as vscode from 'vscode';
import { CheckError } from '../../errors.ts';
import { inspectSource } from '../../image/formats/disguise.ts';
import type { SourceFacts } from '../../image/formats/sourceFacts.ts';
import { describeLocalError } from '../../messages/messages.ts';
import { sanitize } from '../../text/sanitize.ts';
import { files, nameOf } from '../files/files.ts';

const t = vscode.l10n.t;

/** A file that can't be edited. */
export interface RefusedFile {
  readonly uri: vscode.Uri;
  readonly error: CheckError;
}

/**
 * Finds the images among files, before the user types a prompt for them. A file that isn't an image doesn't stop the others.
 *
 * @throws CheckError if none of them is an image or a drawing
 */
export async function imagesAmong(uris: readonly vscode.Uri[]): Promise<{
  readonly sources: readonly vscode.Uri[];
  readonly facts: readonly SourceFacts[];
  readonly refused: readonly RefusedFile[];
}> {
  const sources: vscode.Uri[] = [];
  const facts: SourceFacts[] = [];
  const refused: RefusedFile[] = [];
  for (const uri of uris) {
    try {
      const bytes = await files.read(uri.toString());
      facts.push(await inspectSource(nameOf(uri), bytes));
      sources.push(uri);
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      refused.push({ uri, error });
    }
  }
  const [first] = refused;
  if (first !== undefined && sources.length === 0 && !refused.some(isDrawing)) throw first.error;
  return { sources, facts, refused };
}

/** Tells whether a file is an SVG drawing, which only the panel can turn into an image. */
export function isDrawing({ error: { problem } }: RefusedFile): boolean {
  return problem.kind === 'not-an-image' && problem.found === 'svg';
}

/** Describes files that are left out; undefined if there are none. */
export function describeSkipped(refused: readonly RefusedFile[]): string | undefined {
  const [first] = refused;
  if (first === undefined) return undefined;
  const names = sanitize(refused.map(({ uri }) => nameOf(uri)).join(', '));
  if (refused.length > 1) return t("Skipped {0} because they aren't images.", names);
  const { problem } = first.error;
  const isPlain = problem.kind === 'not-an-image' && problem.found === undefined;
  return isPlain
    ? t("Skipped {0} because it isn't an image.", names)
    : t('Skipped an image. {0}', describeLocalError(first.error, t));
}

/** Says why files can't be edited, with a button that opens the drawings among them in the panel. */
export async function offerPanel(text: string, drawings: readonly RefusedFile[]): Promise<void> {
  const uris = drawings.map(({ uri }) => uri);
  const open = t('Open in Panel');
  const chosen = await vscode.window.showWarningMessage(text, ...(uris.length > 0 ? [open] : []));
  if (chosen === open) await vscode.commands.executeCommand('easel.openPanel', uris[0], uris);
}
