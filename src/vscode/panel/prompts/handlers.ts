import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { sanitize } from '../../../text/sanitize.ts';
import { redact } from '../../../text/redact.ts';
import type { Keys } from '../../config/keys.ts';
import type { Handlers } from '../../../panel/handlers.ts';
import type { ToPanel } from '../../../panel/protocol.ts';
import type { PromptsFromPanel, PromptView } from '../../../panel/prompts/protocol.ts';
import {
  MAX_NAME_LENGTH,
  MAX_SAVED,
  nameIsText,
  parsePrompts,
  withoutPrompt,
  withPrompt,
  type SavedPrompt,
} from '../../../panel/prompts/savedPrompts.ts';

const t = vscode.l10n.t;

const NAME = 'easel.prompts';

type Place = PromptView['place'];

export interface PromptsParts {
  /** The storage of the workspace, and the global storage of the user. */
  readonly stores: Readonly<Record<Place, vscode.Memento>>;
  readonly post: (message: ToPanel) => void;
  readonly keys: Pick<Keys, 'inUse'>;
}

/** Lists, saves, and deletes named prompts. They stay on this machine and out of the repository. */
export function promptsHandlers({ stores, post, keys }: PromptsParts): Handlers<PromptsFromPanel> {
  const at = (place: Place): readonly SavedPrompt[] => parsePrompts(stores[place].get(NAME));

  function list(): void {
    const views = (place: Place) =>
      at(place).map(({ id, name, text }): PromptView => ({
        id,
        name: sanitize(name),
        text,
        nameIsText: nameIsText(sanitize(name), text),
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
    // A user who pasted a key into a prompt did not ask to store it.
    const [cleanName, cleanText] = [redact(name, keys.inUse()), redact(text, keys.inUse())];
    const added = { id: randomUUID(), name: cleanName, text: cleanText };
    const prompts = withPrompt(at(place), added);
    if (prompts === undefined) {
      void vscode.window.showInformationMessage(
        place === 'user'
          ? t('User already has {0} saved prompts. Delete one first.', MAX_SAVED)
          : t('Workspace already has {0} saved prompts. Delete one first.', MAX_SAVED),
      );
      return;
    }
    await stores[place].update(NAME, prompts);
    vscode.window.setStatusBarMessage(t('Saved the prompt {0}.', cleanName), 4000);
    list();
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
    list();
  }

  return {
    'list-prompts': list,
    'save-prompt': ({ prompt }) => save(prompt),
    'delete-prompt': ({ prompt }) => remove(prompt),
  };
}

function has(prompts: readonly SavedPrompt[], id: string): boolean {
  return prompts.some((prompt) => prompt.id === id);
}

/** Without a workspace there is only one place. Returns undefined if the user dismisses the picker. */
async function askPlace(): Promise<Place | undefined> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) return 'user';
  const items: (vscode.QuickPickItem & { readonly place: Place })[] = [
    {
      place: 'user',
      label: `$(account) ${t('User')}`,
      description: t('Available in every folder'),
    },
    { place: 'workspace', label: `$(folder) ${t('Workspace')}` },
  ];
  const title = t('Save Prompt');
  return (await vscode.window.showQuickPick(items, { title }))?.place;
}

async function askName(text: string, taken: ReadonlySet<string>): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: t('Prompt Name'),
    // The user may look at the prompt in the panel meanwhile.
    ignoreFocusOut: true,
    value: sanitize(text, MAX_NAME_LENGTH - 1),
    validateInput: (value) => {
      if (oneLine(value) === '') return t('Enter a name.');
      if (!taken.has(oneLine(value))) return undefined;
      const message = t('This replaces the saved prompt with the same name.');
      return { message, severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
  return name === undefined ? undefined : oneLine(name);
}

function oneLine(name: string): string {
  return sanitize(name, MAX_NAME_LENGTH - 1);
}
