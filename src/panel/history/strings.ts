import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import type { HISTORY_STRINGS } from './protocol.ts';

export function historyStrings(t: Translate): Strings<typeof HISTORY_STRINGS> {
  return {
    history: t('History'),
    historySearch: t('Search prompts, models, and file names'),
    historyShown: t('Showing {0} of {1} runs'),
    historyFound: t('{0} of {1} runs match'),
    historyEmpty: t('Runs in this workspace appear here, with their prompts and results.'),
    historyNone: t('No matching runs.'),
    historyMore: t('Show More'),
    historyReuse: t('Reuse Prompt and Images'),
    historyForget: t('Remove from History (Keeps Files)'),
    historyClear: t('Clear History…'),
    historyMissing: t('{0} (missing)'),
    historyOpen: t('Open {0}'),
    historyReveal: t('Reveal {0}'),
    historyUse: t('Use {0} as Source'),
    historyFrom: t('From {0}'),
  };
}
