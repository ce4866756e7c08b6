import * as vscode from 'vscode';
import { safeStem, withoutExtension } from '../../../disk/names.ts';
import type { Target } from '../../../disk/target.ts';
import { EaselError } from '../../../errors.ts';
import { joinSentences } from '../../../messages/message.ts';
import {
  describeKept,
  describePassDoubts,
  describeUncombined,
} from '../../../messages/notices/background.ts';
import { describeLostCredentials } from '../../../messages/warnings/provenance.ts';
import type { Bin } from '../../../panel/deletion/bin.ts';
import type { Pass } from '../../../run/pairs/passes.ts';
import type { InTurn, Send } from '../../../run/pairs/sendInTurn.ts';
import { sendPasses } from '../../../run/pairs/sendPasses.ts';
import type { Joins } from '../../../run/joins.ts';
import type { RunResult } from '../../../run/plan/options.ts';
import type { NotifiedRuns } from '../../commands/notifiedRuns.ts';
import { consentDialogs } from '../../dialogs/consent.ts';
import { openResult } from '../../dialogs/show.ts';
import { files, nameOf } from '../../files/files.ts';
import { publish } from '../../files/publish.ts';
import { labelingOf } from '../labeling.ts';
import { withLocalProgress } from '../localWork.ts';
import type { MakeFilesParts } from '../makeFiles.ts';
import { tellWritten } from '../tellWritten.ts';

const t = vscode.l10n.t;

/** The services of two requests that belong together. */
export interface PairParts {
  readonly runs: NotifiedRuns;
  /** A second click, or a caller that repeats itself, must not pay twice. */
  readonly pairJoins: Joins<RunResult>;
  readonly bin: Bin;
}

export type ExactBackgroundParts = PairParts & Pick<MakeFilesParts, 'assets' | 'history'>;

/** Makes the background of an image transparent with two requests. @param folder for all files */
export async function makeExactBackground(
  parts: ExactBackgroundParts,
  image: vscode.Uri,
  folder: vscode.Uri,
): Promise<RunResult> {
  const key = JSON.stringify(['exact', image.toString(), folder.toString()]);
  return await parts.pairJoins.join(key, () => make(parts, image, folder));
}

async function make(
  parts: ExactBackgroundParts,
  image: vscode.Uri,
  folder: vscode.Uri,
): Promise<RunResult> {
  // Another type would lose what both images are paid for.
  const surface = { consent: consentDialogs, brokenRoute: 'ask', isAsReceived: true } as const;
  const base = safeStem(withoutExtension(nameOf(image)));
  const target = (pass: Pass) => vscode.Uri.joinPath(folder, `${base}-${pass}.png`).toString();
  const isPlain = async (uri: string) =>
    (await parts.assets.run('plain', { file: await files.read(uri) })).isPlain;
  const send: Send = (options, hasPaidOthers) =>
    parts.runs.runStep(options, surface, hasPaidOthers);
  const sent = await sendPasses({ image: image.toString(), target }, { send, isPlain });
  const [white, black] = sent.saved;
  if (!sent.isWhole || white === undefined || black === undefined) return tellKept(sent);
  const place = { folder: folder.toString(), stem: `${base}-transparent` };
  return await finish(parts, { image, white, black, place }, sent.result);
}

/** Says that images of unfinished work are saved, and adds it to the result. */
export function tellKept({ saved, result, refusal }: InTurn): RunResult {
  if (saved.length === 0) return result;
  const kept = describeKept(saved.map(files.name), refusal, t);
  void vscode.window.showWarningMessage(kept);
  return { ...result, message: joinSentences(result.message, kept) };
}

interface ExactJob {
  readonly image: vscode.Uri;
  /** URIs of the two images. */
  readonly white: string;
  readonly black: string;
  readonly place: Target;
}

/** Makes the transparent image. Where that fails, it can be tried again for free. */
async function finish(
  parts: ExactBackgroundParts,
  job: ExactJob,
  result: RunResult,
): Promise<RunResult> {
  try {
    const { uri, warnings } = await combine(parts, job);
    const { image, white, black } = job;
    void openResult(vscode.Uri.parse(uri), image).catch(() => undefined);
    const sentence = t(
      'Saved {0}, and the images on white and on black next to it.',
      files.name(uri),
    );
    void tellWritten([uri, white, black], { sentence, warnings, bin: parts.bin });
    const all = [...result.warnings, ...warnings];
    return { ...result, saved: [uri, ...result.saved], warnings: all };
  } catch (error) {
    if (!(error instanceof EaselError)) throw error;
    const message = describeUncombined(error, t);
    const again = t('Combine Again');
    void vscode.window.showWarningMessage(message, again).then(async (chosen) => {
      if (chosen === again) await finish(parts, job, result);
    });
    return { ...result, outcome: error.outcome, message };
  }
}

async function combine(
  { assets, history }: ExactBackgroundParts,
  { white, black, place }: ExactJob,
): Promise<{ readonly uri: string; readonly warnings: readonly string[] }> {
  return await withLocalProgress(t('Combining both images'), async (signal) => {
    const [onWhite, onBlack] = [await files.read(white), await files.read(black)];
    const labeling = await labelingOf(history)(white, onWhite);
    const input = { white: onWhite, black: onBlack, labeling };
    const made = await assets.run('passes', input, signal);
    const uri = await publish(made.file, place, 'png');
    const doubts = describePassDoubts(made.doubts, t);
    const lost = made.losesCredentials ? [describeLostCredentials([files.name(white)], t)] : [];
    return { uri, warnings: [...(doubts === undefined ? [] : [doubts]), ...lost] };
  });
}
