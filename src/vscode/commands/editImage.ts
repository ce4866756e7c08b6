import * as vscode from 'vscode';
import { inputTypesAt } from '../../catalog/modelLookup.ts';
import type { Gateway } from '../../catalog/gateways.ts';
import { describeSending } from '../../messages/sent.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { aboutEdit, type QuickAbout } from '../../run/quick/about.ts';
import { resultFolder } from '../../run/plan/plan.ts';
import { refusedResult } from '../../run/report/result.ts';
import { readSettings } from '../config/settings.ts';
import { consentDialogs } from '../dialogs/consent.ts';
import { chooseSources } from '../dialogs/sources.ts';
import { files, nameOf } from '../files/files.ts';
import { commandArguments } from './arguments.ts';
import { editEach } from './batchRuns.ts';
import { imagesAmong, isDrawing, offerPanel, type Selection } from './editSources.ts';
import { orCancel, runInteractively, type RunCommandParts } from './interactive.ts';
import { quickRun } from './quickRun.ts';

const t = vscode.l10n.t;

/** Runs `easel.editImage`: from the explorer, the image preview, the palette, a keybinding, or another extension. */
export async function editImage(
  parts: RunCommandParts,
  args: readonly unknown[],
): Promise<RunResult> {
  const { runs } = parts;
  const { uris, options } = commandArguments(args);
  if (options !== undefined) {
    const images = uris.map(String);
    return await runs.run({ ...(images.length > 0 ? { images } : {}), ...options });
  }
  return await runInteractively(parts, async () => {
    const chosen = uris.length > 0 ? uris : orCancel(await chooseSources());
    return await editSelection(parts, await imagesAmong(chosen));
  });
}

async function editSelection(parts: RunCommandParts, selection: Selection): Promise<RunResult> {
  const { items, sources, refused } = selection;
  const drawings = refused.filter(isDrawing);
  const [drawing] = drawings;
  if (drawing !== undefined) void offerPanel(drawing.reason, drawings);
  if (sources.length === 0 && drawing !== undefined) {
    return refusedResult(drawing.error, t, parts.keys.inUse());
  }
  const images = sources.map(String);
  return await quickRun(parts, {
    subject: images.join(' '),
    title: titleOf(sources),
    placeholder: t('What should change? For example: change the background to blue'),
    operation: 'edit',
    images,
    about: (gateway, model) => about(selection, gateway, model),
    send: async ({ options, way, gateway, input }) => {
      if (way === 'each') {
        return await editEach(parts, { items, skipped: refused, options, gateway });
      }
      const surface = { consent: consentDialogs, brokenRoute: 'ask' } as const;
      const result = await parts.runs.run({ ...options, images }, surface, input);
      const reasons = refused.map(({ reason }) => reason);
      return { ...result, warnings: [...reasons, ...result.warnings] };
    },
  });
}

function titleOf(sources: readonly vscode.Uri[]): string {
  if (sources.length > 1) return t('Edit {0} Images', sources.length);
  return t('Edit {0}', sanitize(sources.map(nameOf).join(), 80));
}

/** Describes what is sent where, what is left out, and where the results go. */
function about(selection: Selection, gateway: Gateway, model: string): QuickAbout {
  const { sources, facts, refused } = selection;
  const { stripLocation } = readSettings();
  const types = inputTypesAt(gateway, model);
  return aboutEdit(
    {
      skipped: refused,
      sending: describeSending(facts, { types, isPrivate: stripLocation }, t),
      route: t('{0} at {1}.', model, gateway.label),
      target: savedInto(sources[0]),
    },
    t,
  );
}

/** Names the folder of the results, if `easel.output.folder` names one. @throws CheckError `unknown-placeholder` */
function savedInto(source: vscode.Uri | undefined): string | undefined {
  const { outputFolder } = readSettings(source);
  const found = resultFolder(source?.toString(), outputFolder, files);
  if (found === undefined || outputFolder.trim() === '${sourceDir}') return undefined;
  const name = vscode.workspace.asRelativePath(vscode.Uri.parse(found.folder), true);
  return t('Results will be saved in {0}.', name);
}
