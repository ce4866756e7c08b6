import * as vscode from 'vscode';
import { findGateway, listGateways, type Gateway } from '../../catalog/gateways.ts';
import { CancelledError, type EaselError } from '../../errors.ts';
import type { Action } from '../../messages/message.ts';
import type { RunOptions, RunResult } from '../../run/options.ts';
import { settingBehind } from '../../messages/setting.ts';
import { saidBeside } from '../../text/remark.ts';
import { runsToFetch, type FetchAgain } from '../recovery/fetchAgain.ts';
import { nameOf } from '../files/files.ts';
import type { Keys } from '../config/keys.ts';
import { savedFacts, showFailure, showSaved } from '../dialogs/notices.ts';
import { canPreview } from '../../image/preview/canPreview.ts';
import { askPrompt } from '../dialogs/askPrompt.ts';
import { askKey, pickGateway, pickModel } from '../dialogs/pickers.ts';
import type { Routes } from '../routes/routes.ts';
import { offerAfter } from '../routes/warning.ts';
import type { ActionEnd, ActionOptions, Runner } from './runner.ts';
import { openSettings, readSettings, writeSetting } from '../config/settings.ts';
import { compare, openImage, reveal } from '../dialogs/show.ts';
import { askFolder, askToLeave } from '../dialogs/target.ts';

const t = vscode.l10n.t;

/** Runs an action and tells the user how it ended: what every command and menu does. */
export interface Actions {
  /**
   * @param options RunOptions; from outside they may be anything, and are refused with a message then
   */
  readonly perform: (options: unknown, manner?: ActionOptions) => Promise<RunResult>;
}

export function createActions(
  runner: Runner,
  keys: Keys,
  routes: Routes,
  fetchAgain: FetchAgain,
): Actions {
  const told = new WeakSet<ActionEnd>();

  async function perform(options: unknown, manner?: ActionOptions): Promise<RunResult> {
    const end = await runner.act(options, manner);
    // Notices are told, never waited for: a result is not late because nobody clicked it away. Who joined an action that
    // was under way is told with it: a second notice would be a second button that pays.
    if (!told.has(end)) void tell(end, options).catch(() => undefined);
    told.add(end);
    return end.result;
  }

  async function tell(end: ActionEnd, options: unknown): Promise<void> {
    const [first] = end.result.saved;
    if (first !== undefined && mayShow(end)) {
      void openImage(vscode.Uri.parse(first)).catch(() => undefined);
    }
    // Side by side: what could not be saved is told of before anybody has clicked away what was.
    await Promise.allSettled([
      first === undefined ? undefined : tellSaved(end, options),
      end.failure === undefined ? undefined : tellFailure(end.failure, end, options),
    ]);
  }

  async function tellSaved(end: ActionEnd, options: unknown): Promise<void> {
    const saved = end.result.saved.map((uri) => vscode.Uri.parse(uri));
    const [first] = saved;
    if (first === undefined) return;
    const source = sourceOf(options);
    const names = saved.map(nameOf);
    const said = saidBeside(end.reports, 200);
    const about = { warnings: end.result.warnings, said };
    const choice = await showSaved(names, details(end), about, source !== undefined);
    if (choice === 'open') await openImage(first);
    if (choice === 'reveal') await reveal(first);
    if (choice === 'compare' && source) await compare(source, first);
  }

  async function tellFailure(error: EaselError, end: ActionEnd, options: unknown): Promise<void> {
    // Who goes away from a question knows that nothing was sent.
    if (error instanceof CancelledError && end.reports.length === 0) return;
    const site = end.plan?.gateway.site;
    const again = isRunOptions(options) ? options : undefined;
    const can = (action: Action) => {
      if (action === 'open-site') return site !== undefined;
      if (AGAIN.has(action)) return again !== undefined;
      if (action === 'save-anyway') return end.reports.some(({ keeps }) => keeps);
      if (action === 'download-again') return runsToFetch(end.reports).length > 0;
      return true;
    };
    const offer = again && (await offerAfter(error, end.plan, routes));
    const about = { gateway: end.plan?.gateway, offer };
    const chosen = await showFailure(error, can, keys.seen(), about);
    if (chosen === undefined) return;
    if (typeof chosen === 'string') {
      await follow(chosen, again, end, site);
      return;
    }
    const { gateway, model } = chosen;
    await perform({ ...again, gateway, model }, BY_CLICK);
  }

  async function follow(
    action: Action,
    again: RunOptions | undefined,
    end: ActionEnd,
    site: string | undefined,
  ): Promise<void> {
    const repeat = async (changes: Partial<RunOptions> = {}) => {
      if (again) await perform({ ...again, ...changes }, BY_CLICK);
    };
    switch (action) {
      case 'try-again':
      case 'send-again':
        await repeat();
        return;
      case 'set-key': {
        const gateway = end.plan?.gateway ?? currentGateway(again?.gateway);
        if (gateway && (await askKey(gateway, keys))) await repeat();
        return;
      }
      case 'choose-gateway': {
        const gateway = await pickGateway(routes, keys);
        if (gateway === undefined) return;
        await writeSetting('gateway', gateway.id);
        await repeat({ gateway: gateway.id });
        return;
      }
      case 'choose-model': {
        const gateway = end.plan?.gateway ?? currentGateway(again?.gateway);
        const model = await pickModel(gateway, routes);
        if (model !== undefined) await repeat({ model });
        return;
      }
      case 'edit-prompt': {
        const prompt = await askPrompt(t('Easel: Edit Prompt'), '', '', again?.prompt);
        if (prompt !== undefined) await repeat({ prompt });
        return;
      }
      case 'open-site':
        if (site !== undefined) await vscode.env.openExternal(vscode.Uri.parse(site));
        return;
      case 'open-settings':
        await openSettings(settingBehind(end.failure));
        return;
      case 'trust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        return;
      case 'choose-folder': {
        const folder = await askFolder();
        if (folder !== undefined) await repeat({ target: folder.toString() });
        return;
      }
      case 'download-again':
        await fetchAgain.runs(runsToFetch(end.reports));
        return;
      case 'show-unsaved':
      case 'save-anyway':
        await vscode.commands.executeCommand('easel.showUnsaved');
        return;
      case 'show-log':
        await vscode.commands.executeCommand('easel.showLog');
        return;
    }
  }

  return { perform };
}

/** Whoever clicks a button is there to answer, and has just read what is wrong with the route. */
const BY_CLICK: ActionOptions = { mayLeave: askToLeave, brokenRoute: 'told' };

/** Actions that repeat the run need to know it. */
const AGAIN = new Set<Action>([
  'try-again',
  'send-again',
  'edit-prompt',
  'choose-model',
  'choose-folder',
]);

export function currentGateway(id: string | undefined): Gateway | undefined {
  const settings = readSettings();
  try {
    return findGateway(id ?? settings.gateway, listGateways(settings.gateways));
  } catch {
    return undefined;
  }
}

/** Only options that came through our own flow have been parsed; what others hand over is not repeated. */
function isRunOptions(options: unknown): options is RunOptions {
  return (
    typeof options === 'object' &&
    options !== null &&
    'prompt' in options &&
    typeof options.prompt === 'string' &&
    options.prompt.trim() !== ''
  );
}

/** A picture of some KB may need gigabytes to be drawn: that one is saved, and opened only by the user's own click. */
function mayShow(end: ActionEnd): boolean {
  // All of them: of several images, which one was saved first is not said.
  return end.reports.flatMap(({ images }) => images).every(({ facts }) => canPreview(facts));
}

function sourceOf(options: unknown): vscode.Uri | undefined {
  if (!isRunOptions(options)) return undefined;
  const [source] = options.images ?? [];
  return source === undefined ? undefined : vscode.Uri.parse(source);
}

function details({ reports, plan }: ActionEnd): string {
  return savedFacts(
    reports.flatMap(({ images }) => images),
    plan?.gateway,
  );
}
