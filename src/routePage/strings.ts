import type { Translate } from '../text/translate.ts';
import type { StatusStrings } from './stringsProtocol.ts';

/** Returns the strings of Route Status in the display language, because a webview has no `l10n` of its own. */
export function statusStrings(t: Translate): StatusStrings {
  return {
    title: t('Route Status'),
    filter: t('Filter'),
    filterHint: t('Filter by gateway, model, operation, or state'),
    routeCount: t('{0} of {1} routes'),
    noMatches: t('No matching routes.'),
    unknownRoutes: t('Routes without information ({0})'),
    current: t('current'),
    outdated: t('may be outdated'),
    superseded: t('replaced by newer information'),
    use: t('Use This Route'),
    useRoute: t('Use This Route for the Next Run: {0}'),
    retest: t('Retest…'),
    retestRoute: t('Retest {0}…'),
    probe: t('List Model IDs'),
    probeGateway: t('List Model IDs at {0}'),
    history: t('History ({0})'),
    openSource: t('Open Source Page'),
    openSourceAt: t('Open Source Page: {0}'),
    clearObservations: t('Clear My Results ({0})…'),
  };
}
