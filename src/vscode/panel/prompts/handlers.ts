import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { sanitize } from '../../../text/sanitize.ts';
import { redact } from '../../../text/redact.ts';
import type { Keys } from '../../config/keys.ts';
import type { ToPanel } from '../../../panel/protocol.ts';
import type { PromptsFromPanel, PromptView } from '../../../panel/prompts/protocol.ts';
import {
  LONGEST_NAME,
  MOST_SAVED,
  parsePrompts,
  withoutPrompt,
  withPrompt,
  type SavedPrompt,
} from '../../../panel/prompts/savedPrompts.ts';

const t = vscode.l10n.t;

const NAME = 'easel.prompts';

type Place = PromptView['place'];

export interface PromptsParts {
  /** Where prompts are kept: of the workspace, and of the user. */
  readonly stores: Readonly<Record<Place, vscode.Memento>>;
  readonly post: (message: ToPanel) => void;
  readonly keys: Pick<Keys, 'seen'>;
}

/** Saved prompts: named, picked, deleted. They stay on this machine and out of the repository. */
export function createPanelPrompts({ stores, post, keys }: PromptsParts): {
  readonly handle: (message: PromptsFromPanel) => Promise<void>;
} {
  const at = (place: Place): readonly SavedPrompt[] => parsePrompts(stores[place].get(NAME));

  function tell(): void {
    const views = (place: Place) =>
      at(place).map(({ id, name, text }): PromptView => ({
        id,
        name: sanitize(name),
        text,
        place,
      }));
    post({ type: 'saved-prompts', prompts: [...views('workspace'), ...views('user')] });
  }

  async function save(text: string): Promise<void> {
    const place = await askPlace();
    if (place === undefined) return;
    const taken = new Set(at(place).map(({ name }) => name));
    const name = await askName(text, taken);
    if (name === undefined) return;
    // Who pasted a key into a prompt has not asked for it to be kept.
    const [cleanName, cleanText] = [redact(name, keys.seen()), redact(text, keys.seen())];
    const added = { id: randomUUID(), name: cleanName, text: cleanText };
    const prompts = withPrompt(at(place), added);
    if (prompts === undefined) {
      const sentence = t('{0} prompts are saved there already; delete one first.', MOST_SAVED);
      void vscode.window.showInformationMessage(sentence);
      return;
    }
    await stores[place].update(NAME, prompts);
    vscode.window.setStatusBarMessage(t('The prompt {0} is saved.', cleanName), 4000);
    tell();
  }

  async function remove(id: string): Promise<void> {
    const place = (['workspace', 'user'] as const).find((one) => has(at(one), id));
    const found = place && at(place).find((prompt) => prompt.id === id);
    if (place === undefined || found === undefined) return;
    const yes = t('Delete');
    const question = t('Delete the saved prompt {0}?', sanitize(found.name));
    const answer = await vscode.window.showWarningMessage(question, { modal: true }, yes);
    if (answer !== yes) return;
    await stores[place].update(NAME, withoutPrompt(at(place), id));
    tell();
  }

  return {
    handle: async (message) => {
      if (message.type === 'save-prompt') await save(message.prompt);
      else if (message.type === 'delete-prompt') await remove(message.prompt);
      else tell();
    },
  };
}

function has(prompts: readonly SavedPrompt[], id: string): boolean {
  return prompts.some((prompt) => prompt.id === id);
}

/** Without a workspace there is one place. Undefined: the user went away. */
async function askPlace(): Promise<Place | undefined> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) return 'user';
  const items: (vscode.QuickPickItem & { readonly place: Place })[] = [
    {
      place: 'user',
      label: `$(account) ${t('For Me')}`,
      description: t('In every workspace on this machine'),
    },
    { place: 'workspace', label: `$(folder) ${t('For This Workspace')}` },
  ];
  const title = t('Save the Prompt');
  return (await vscode.window.showQuickPick(items, { title }))?.place;
}

async function askName(text: string, taken: ReadonlySet<string>): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: t('Name of the Prompt'),
    // The prompt is in the panel, and a look at it is no way of saying no.
    ignoreFocusOut: true,
    value: sanitize(text, LONGEST_NAME - 1),
    validateInput: (value) => {
      if (tidy(value) === '') return t('A name, to find it by');
      if (!taken.has(tidy(value))) return undefined;
      const message = t('The saved prompt of this name is replaced.');
      return { message, severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
  return name === undefined ? undefined : tidy(name);
}

function tidy(name: string): string {
  return sanitize(name, LONGEST_NAME - 1);
}
