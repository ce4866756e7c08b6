import * as vscode from 'vscode';
import { themePicture } from '../../../assets/sets/themePicture.ts';
import { safeStem, withoutExtension } from '../../../disk/names.ts';
import { inspectImage } from '../../../image/formats/inspect.ts';
import { makeThemePair, type Theme } from '../../../run/pairs/themePair.ts';
import type { RunResult } from '../../../run/plan/options.ts';
import {
  ensureGateway,
  orCancel,
  runInteractively,
  type RunCommandParts,
} from '../../commands/interactive.ts';
import { consentDialogs } from '../../dialogs/consent.ts';
import { files } from '../../files/files.ts';
import { tellKept, type PairParts } from '../background/exactBackground.ts';
import { tellWritten } from '../tellWritten.ts';

const t = vscode.l10n.t;

export type ThemePairParts = RunCommandParts & PairParts;

interface ThemePlace {
  /** URIs. The folder is `name` in `parent`, or `parent` if the name is empty. */
  readonly image: string;
  readonly parent: string;
  readonly name: string;
}

/** Makes an image for light pages and one for dark pages with two requests, and offers HTML for them. */
export async function themePair(parts: ThemePairParts, place: ThemePlace): Promise<RunResult> {
  return await runInteractively(parts, async () => {
    orCancel(await ensureGateway(parts.keys, parts.routes));
    const { image, parent, name } = place;
    const key = JSON.stringify(['theme', image, parent, name]);
    return await parts.pairJoins.join(key, () => make(parts, place));
  });
}

async function make(
  { runs, bin }: ThemePairParts,
  { image, parent, name }: ThemePlace,
): Promise<RunResult> {
  const stem = safeStem(withoutExtension(files.name(image)));
  const folder = vscode.Uri.joinPath(vscode.Uri.parse(parent), name);
  const target = (theme: Theme) => vscode.Uri.joinPath(folder, `${stem}-${theme}.png`).toString();
  const surface = { consent: consentDialogs, brokenRoute: 'ask' } as const;
  const sent = await makeThemePair({ image, target }, (options, hasPaidOthers) =>
    runs.runStep(options, surface, hasPaidOthers),
  );
  const [light, dark] = sent.saved;
  if (!sent.isWhole || light === undefined || dark === undefined) return tellKept(sent);
  const { warnings, saved } = sent.result;
  const others = saved.filter((uri) => uri !== light);
  void tellWritten([light, ...others], {
    ...{ warnings, bin },
    sentence: t('Saved {0} and {1}.', files.name(light), files.name(dark)),
    extra: {
      label: t('Copy HTML'),
      run: async () => {
        await vscode.env.clipboard.writeText(await html(light, dark));
      },
    },
  });
  return sent.result;
}

async function html(light: string, dark: string): Promise<string> {
  const size = inspectImage(await files.read(light));
  return themePicture({ light: files.name(light), dark: files.name(dark), size });
}
