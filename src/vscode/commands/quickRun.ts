import * as vscode from 'vscode';
import type { Gateway } from '../../catalog/gateways.ts';
import { ratiosAt } from '../../catalog/choices.ts';
import { capabilitiesAt, findModel } from '../../catalog/modelLookup.ts';
import type { QuickAbout } from '../../run/quick/about.ts';
import { draftOptions, recentPrompts, type QuickDraft } from '../../run/quick/draft.ts';
import type { Way } from '../../run/quick/items.ts';
import type { RunOptions, RunResult } from '../../run/plan/options.ts';
import { currentGateway, currentModel, readSettings } from '../config/settings.ts';
import { askQuickly } from '../dialogs/quickInput.ts';
import { ensureGateway, orCancel, runInteractively, type RunCommandParts } from './interactive.ts';
import type { Reopening } from './notifiedRuns.ts';

/** Enough to find the last prompts. */
const RECENT_RUNS = 200;

/** A command that asks for a prompt and then runs. */
export interface QuickCommand {
  /** What the draft belongs to. */
  readonly subject: string;
  readonly title: string;
  readonly placeholder: string;
  readonly operation: 'edit' | 'generate';
  /** The images of the request; empty for a new image. */
  readonly images: readonly string[];
  /** Describes what happens with the prompt. */
  readonly about: (gateway: Gateway, model: string) => QuickAbout;
  readonly send: (request: QuickRequest) => Promise<RunResult>;
}

export interface QuickRequest {
  readonly options: RunOptions;
  readonly way: Way;
  readonly gateway: Gateway;
  /** For the notice of a failure. */
  readonly input: Reopening;
}

/**
 * Asks for a prompt and sends it. A draft that led to no image stays, and fills in the next input for the same images. The input
 * opens again only by a click: the user may be typing elsewhere when a run fails, and Enter in the input pays.
 *
 * @throws CancelledError if the user dismisses a question
 */
export async function quickRun(
  parts: RunCommandParts,
  command: QuickCommand,
  changes: Partial<QuickDraft> = {},
): Promise<RunResult> {
  const { drafts, keys, routes } = parts;
  const { subject } = command;
  const start = { ...drafts.get(subject), ...changes };
  const chosen = start.gateway === undefined ? undefined : currentGateway(start.gateway);
  const gateway = chosen ?? orCancel(await ensureGateway(keys, routes));
  const { draft, way } = await ask(parts, command, { draft: start, gateway });
  // Until an image is saved: a run may fail, and the window may ask for consent first.
  drafts.keep(subject, draft);
  const request = { options: draftOptions(draft), way: orCancel(way), gateway };
  // While it runs, the same images get an empty input, because the next edit is another one.
  drafts.forget(subject);
  const reopen = async (changed: Partial<RunOptions>): Promise<void> => {
    const { gateway, model, target } = changed;
    const given = Object.entries({ gateway, model, target }).filter(([, value]) => value);
    const filled = { ...draft, ...Object.fromEntries(given) };
    await runInteractively(parts, () => quickRun(parts, command, filled));
  };
  const result = await command.send({ ...request, input: { reopen } });
  if (result.outcome !== 'saved') drafts.keep(subject, draft);
  return result;
}

async function ask(
  { history }: RunCommandParts,
  command: QuickCommand,
  { draft, gateway }: { readonly draft: QuickDraft; readonly gateway: Gateway },
) {
  const { title, placeholder, operation, images, about } = command;
  const model = draft.model ?? currentModel(gateway);
  const known = findModel(model);
  const newestFirst = (await history.readNewest(RECENT_RUNS)).toReversed();
  return await askQuickly({
    title,
    placeholder,
    ...about(gateway, model),
    draft,
    recent: recentPrompts(newestFirst, operation),
    images: images.length,
    isFree: gateway.free === true,
    maxImages: known && capabilitiesAt(gateway, known)?.maxImages,
    ratios: ratiosAt(gateway, model),
    defaultRatio: readSettings(scopeOf(images)).aspectRatio,
  });
}

function scopeOf([source]: readonly string[]): vscode.Uri | undefined {
  return source === undefined ? undefined : vscode.Uri.parse(source);
}
