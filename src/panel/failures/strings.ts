import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import type { FAILURES_STRINGS } from './protocol.ts';

export function failuresStrings(t: Translate): Strings<typeof FAILURES_STRINGS> {
  return { failed: t('Failed'), dismiss: t('Dismiss'), failureDetails: t('Details') };
}
