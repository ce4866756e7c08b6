import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import type { HISTORY_STRINGS } from './protocol.ts';

export function historyStrings(t: Translate): Strings<typeof HISTORY_STRINGS> {
  return {
    history: t('History'),
    historySearch: t('Search words, models, files, and dates'),
    historyStarred: t('Show Starred Only'),
    historyAll: t('Items: {0}'),
    historyFound: t('Items: {0} of {1}'),
    historyEmpty: t('Runs in this workspace appear here, with their prompts and results.'),
    historyNone: t('No matching items.'),
    historyShow: t('Show {0}'),
    historyClear: t('Clear History…'),
    historyMissing: t('{0} (missing)'),
    historyDeleted: t('{0} (deleted)'),
    historyRestore: t('Restore'),
    historyFrom: t('From {0}'),
    historyLoading: t('Loading…'),
  };
}
