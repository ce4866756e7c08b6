import * as vscode from 'vscode';
import { themePicture } from '../../../assets/sets/themePicture.ts';
import { safeStem, withoutExtension } from '../../../disk/names.ts';
import { inspectImage } from '../../../image/formats/inspect.ts';
import type { Bin } from '../../../panel/deletion/bin.ts';
import { makeThemePair, type Theme } from '../../../run/exact/themePair.ts';
import type { RunResult } from '../../../run/plan/options.ts';
import {
  ensureGateway,
  orCancel,
  runInteractively,
  type RunCommandParts,
} from '../../commands/interactive.ts';
import { consentDialogs } from '../../dialogs/consent.ts';
import { reveal, revealLabel } from '../../dialogs/show.ts';
import { files } from '../../files/files.ts';
import { tellKept } from '../background/exactBackground.ts';
import { offerUndo, undoCreated } from '../undoCreated.ts';

const t = vscode.l10n.t;

export interface ThemePairParts extends RunCommandParts {
  readonly bin: Bin;
}

interface ThemePlace {
  /** URIs. The folder is `name` in `parent`, or `parent` if the name is empty. */
  readonly image: string;
  readonly parent: string;
  readonly name: string;
}

/** Makes an image for light pages and one for dark pages with two requests, and offers HTML for them. */
export async function themePair(
  parts: ThemePairParts,
  { image, parent, name }: ThemePlace,
): Promise<RunResult> {
  return await runInteractively(parts, async () => {
    orCancel(await ensureGateway(parts.keys, parts.routes));
    const stem = safeStem(withoutExtension(files.name(image)));
    const folder = vscode.Uri.joinPath(vscode.Uri.parse(parent), name);
    const target = (theme: Theme) => vscode.Uri.joinPath(folder, `${stem}-${theme}.png`).toString();
    const surface = { consent: consentDialogs, brokenRoute: 'ask' } as const;
    const job = { image, target };
    const sent = await makeThemePair(job, (options, hasPaidOthers) =>
      parts.runs.runStep(options, surface, hasPaidOthers),
    );
    if (!sent.isWhole) return tellKept(sent);
    void tell(sent.saved, sent.result, parts.bin);
    return sent.result;
  });
}

async function tell(
  [light = '', dark = '']: readonly string[],
  { saved, warnings }: RunResult,
  bin: Bin,
): Promise<void> {
  const [undo, copy, show] = [t('Undo'), t('Copy HTML'), revealLabel(vscode.Uri.parse(light))];
  const message =
    warnings.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const sentence = t('Saved {0} and {1}.', files.name(light), files.name(dark));
  const chosen = await message([sentence, ...warnings].join(' '), undo, copy, show);
  if (chosen === show) await reveal(vscode.Uri.parse(light));
  if (chosen === copy) await vscode.env.clipboard.writeText(await html(light, dark));
  if (chosen !== undo) return;
  const made = saved.map((uri) => ({ uri, name: files.name(uri) }));
  await offerUndo(await undoCreated(made, bin), bin);
}

async function html(light: string, dark: string): Promise<string> {
  const size = inspectImage(await files.read(light));
  return themePicture({ light: files.name(light), dark: files.name(dark), size });
}
