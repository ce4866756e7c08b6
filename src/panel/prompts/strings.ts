import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import type { PROMPTS_STRINGS } from './protocol.ts';

export function promptsStrings(t: Translate): Strings<typeof PROMPTS_STRINGS> {
  return {
    savedPrompts: t('Prompts'),
    savePrompt: t('Save Prompt…'),
    promptTooLong: t("Prompts longer than {0} characters can't be saved."),
    deletePrompt: t('Delete {0}'),
    forWorkspace: t('Workspace'),
    forUser: t('User'),
    builtIn: t('Built-in'),
  };
}
