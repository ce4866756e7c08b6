import type { Translate } from '../text/translate.ts';
import type { StatusStrings } from './stringsProtocol.ts';

/** The words of Route Status in the display language: a webview has no `l10n` of its own. */
export function statusStrings(t: Translate): StatusStrings {
  return {
    title: t('Route Status'),
    filter: t('Filter'),
    filterHint: t('A gateway, a model, an operation or a state'),
    shown: t('{0} of {1} routes'),
    nothing: t('No route matches.'),
    inUse: t('in use'),
    longAgo: t('long ago'),
    superseded: t('superseded'),
    choose: t('Choose'),
    chooseThis: t('Choose {0}'),
    retest: t('Retest…'),
    retestThis: t('Retest {0}…'),
    probe: t('Which IDs Exist?'),
    probeThis: t('Which IDs Exist at {0}?'),
    history: t('History ({0})'),
    openSource: t('Open Source'),
    openThisSource: t('Open Source: {0}'),
    forget: t('Forget Own Results… ({0})'),
  };
}
