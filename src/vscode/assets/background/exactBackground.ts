import * as vscode from 'vscode';
import { assetStem } from '../../../assets/assetName.ts';
import { SaveError, type EaselError } from '../../../errors.ts';
import { describePassDoubts } from '../../../messages/notices/background.ts';
import { describeLostCredentials } from '../../../messages/warnings/provenance.ts';
import type { Bin } from '../../../panel/deletion/bin.ts';
import { cutOutExactly, type Combined } from '../../../run/exact/cutOutExactly.ts';
import type { Pass } from '../../../run/exact/passes.ts';
import type { RunResult } from '../../../run/plan/options.ts';
import type { NotifiedRuns } from '../../commands/notifiedRuns.ts';
import { consentDialogs } from '../../dialogs/consent.ts';
import { openResult, reveal, revealLabel } from '../../dialogs/show.ts';
import { files, nameOf } from '../../files/files.ts';
import { publish } from '../../files/publish.ts';
import { labelingOf } from '../labeling.ts';
import type { MakeFilesParts } from '../makeFiles.ts';
import { offerUndo, undoCreated } from '../undoCreated.ts';
import { withLocalProgress } from '../localWork.ts';

const t = vscode.l10n.t;

export interface ExactBackgroundParts extends Pick<MakeFilesParts, 'assets' | 'history' | 'bin'> {
  readonly runs: NotifiedRuns;
}

/**
 * Makes the background of an image transparent with two requests. A failed request has its own notice.
 *
 * @param folder for all files
 */
export async function makeExactBackground(
  parts: ExactBackgroundParts,
  image: vscode.Uri,
  folder: vscode.Uri,
): Promise<RunResult> {
  const surface = { consent: consentDialogs, brokenRoute: 'ask' } as const;
  const stem = (ending: string) => `${assetStem(nameOf(image), {}, NO_SIZE)}-${ending}`;
  const job = {
    image: image.toString(),
    passTarget: (pass: Pass) => vscode.Uri.joinPath(folder, `${stem(pass)}.png`).toString(),
  };
  return await cutOutExactly(job, {
    send: (options) => parts.runs.runStep(options, surface),
    combine: async (white, black) => {
      const target = { folder: folder.toString(), stem: stem('transparent') };
      const combined = await combine(parts, { white, black }, target);
      void tell([combined.uri, white, black], combined.warnings, { image, bin: parts.bin });
      return combined;
    },
    describe: (error) => {
      const message = describeUncombined(error);
      void vscode.window.showErrorMessage(message);
      return message;
    },
  });
}

const NO_SIZE = { width: 0, height: 0 };

async function combine(
  { assets, history }: ExactBackgroundParts,
  { white, black }: { readonly white: string; readonly black: string },
  target: { readonly folder: string; readonly stem: string },
): Promise<Combined> {
  return await withLocalProgress(t('Combining both images'), async (signal) => {
    const [onWhite, onBlack] = [await files.read(white), await files.read(black)];
    const labeling = await labelingOf(history)(white, onWhite);
    const input = { white: onWhite, black: onBlack, labeling };
    const made = await assets.run('passes', input, signal);
    const uri = await publish(made.file, target, 'png');
    const doubts = describePassDoubts(made.doubts, t);
    const lost = made.losesCredentials ? [describeLostCredentials([files.name(white)], t)] : [];
    return { uri, warnings: [...(doubts === undefined ? [] : [doubts]), ...lost] };
  });
}

/** @param written URIs of all files, the transparent one first */
async function tell(
  written: readonly [string, ...string[]],
  warnings: readonly string[],
  { image, bin }: { readonly image: vscode.Uri; readonly bin: Bin },
): Promise<void> {
  const file = vscode.Uri.parse(written[0]);
  void openResult(file, image).catch(() => undefined);
  const saved = t('Saved {0}, and the images on white and on black next to it.', nameOf(file));
  const [undo, show] = [t('Undo'), revealLabel(file)];
  const message =
    warnings.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const chosen = await message([saved, ...warnings].join(' '), undo, show);
  if (chosen === show) await reveal(file);
  if (chosen !== undo) return;
  const made = written.map((uri) => ({ uri, name: files.name(uri) }));
  await offerUndo(await undoCreated(made, bin), bin);
}

/** Says why no file could be made of two images that are paid for. */
function describeUncombined(error: EaselError): string {
  return error instanceof SaveError
    ? t("The images on white and on black are saved, but {0} couldn't be written.", error.file)
    : t("The images on white and on black are saved, but they can't be combined.");
}
