import * as vscode from 'vscode';
import { CheckError, EaselError } from '../errors.ts';
import { imageFacts } from '../image/facts.ts';
import { IMAGE_FILE_EXTENSIONS, looksLikeImageFile } from '../image/fileTypes.ts';
import { foreign } from '../run/foreign.ts';
import { MOST_RUNS_AT_ONCE, type RunResult } from '../run/options.ts';
import { currentGateway, type Actions } from './actions.ts';
import { commandArguments } from './arguments.ts';
import { files, nameOf } from './files.ts';
import type { Keys } from './keys.ts';
import { showFailure } from './notices.ts';
import { askKey, askPrompt, pickGateway } from './pickers.ts';
import { keyOrigin, type Gateway } from '../catalog/gateways.ts';
import { readSettings, writeSetting } from './settings.ts';

const t = vscode.l10n.t;

/** `easel.editImage`: from the explorer, the image preview, the palette, a keybinding, another extension. */
export async function editImage(
  actions: Actions,
  keys: Keys,
  args: readonly unknown[],
): Promise<RunResult | undefined> {
  const { uris, options } = commandArguments(args);
  if (options !== undefined) {
    const images = uris.map(String);
    return await actions.perform({ ...(images.length > 0 ? { images } : {}), ...options });
  }
  const sources = uris.length > 0 ? uris : await chooseSources();
  if (sources.length === 0 || !(await areImages(sources, keys))) return undefined;
  const batches = await chooseBatches(sources);
  if (batches === undefined) return undefined;
  const gateway = await ensureGateway(keys);
  if (gateway === undefined) return undefined;
  const names = foreign(sources.map(nameOf).join(', '), 80);
  const prompt = await askPrompt(
    t('Edit {0}', names),
    t('{0} at {1}. The result is saved beside the source.', readSettings().model, gateway.label),
    t('What should change? For example: change the background to blue'),
  );
  if (prompt === undefined) return undefined;
  return await editBatches(actions, batches, prompt);
}

/** One request per batch, one after the other; the first that fails stops the rest. */
async function editBatches(
  actions: Actions,
  batches: readonly (readonly vscode.Uri[])[],
  prompt: string,
): Promise<RunResult | undefined> {
  let last: RunResult | undefined;
  const saved: string[] = [];
  const runs: string[] = [];
  for (const batch of batches) {
    last = await actions.perform({ prompt, images: batch.map(String) });
    saved.push(...last.saved);
    runs.push(...last.runs);
    if (last.outcome !== 'saved') break;
  }
  return last && { ...last, saved, runs };
}

/** The image that is open, or one the user picks from the disk. */
async function chooseSources(): Promise<readonly vscode.Uri[]> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const open =
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText
      ? input.uri
      : undefined;
  if (open && looksLikeImageFile(open.path)) return [open];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title: t('Choose the image to edit'),
    openLabel: t('Edit'),
    ...(folder ? { defaultUri: folder } : {}),
    filters: { [t('Images')]: [...IMAGE_FILE_EXTENSIONS] },
  });
  return chosen ?? [];
}

/** Looked at before the prompt is asked for: nobody likes to type a wish for a file that is no image. */
async function areImages(uris: readonly vscode.Uri[], keys: Keys): Promise<boolean> {
  try {
    if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
    for (const uri of uris) {
      const bytes = await files.read(uri.toString());
      if (imageFacts(bytes) === undefined) {
        throw new CheckError({ kind: 'not-an-image', file: nameOf(uri) });
      }
    }
    return true;
  } catch (error) {
    if (!(error instanceof EaselError)) throw error;
    await follow(await showFailure(error, (action) => action === 'trust', keys.seen()));
    return false;
  }
}

async function follow(action: string | undefined): Promise<void> {
  if (action === 'trust') await vscode.commands.executeCommand('workbench.trust.manage');
}

/** Several images are either one request each or one request together: only the user knows. */
async function chooseBatches(
  sources: readonly vscode.Uri[],
): Promise<readonly (readonly vscode.Uri[])[] | undefined> {
  const [first] = sources;
  if (first === undefined || sources.length === 1) return [sources];
  const each = {
    label: t('Edit Each of the {0} Images', sources.length),
    detail: t(
      '{0} requests, each charged by itself; every result beside its source.',
      sources.length,
    ),
  };
  const together = {
    label: t('Use Them Together'),
    detail: t(
      'One request; {0} is the source, the others go along as references.',
      foreign(nameOf(first)),
    ),
  };
  const items = sources.length > MOST_RUNS_AT_ONCE * 4 ? [together] : [together, each];
  const chosen = await vscode.window.showQuickPick(items, {
    title: t('Edit {0} Images', sources.length),
    ignoreFocusOut: true,
  });
  if (chosen === undefined) return undefined;
  return chosen === each ? sources.map((source) => [source]) : [sources];
}

/** The chosen gateway with its key; asks, once, for whatever is missing. */
export async function ensureGateway(keys: Keys): Promise<Gateway | undefined> {
  let gateway = currentGateway(undefined);
  if (gateway === undefined) {
    gateway = await pickGateway();
    if (gateway === undefined) return undefined;
    await writeSetting('gateway', gateway.id);
  }
  const origin = keyOrigin(gateway);
  const missing = origin !== undefined && (await keys.get(origin)) === undefined;
  return missing && !(await askKey(gateway, keys)) ? undefined : gateway;
}
