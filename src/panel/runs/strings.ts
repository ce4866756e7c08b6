import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import type { RUNS_STRINGS } from './protocol.ts';

export function runsStrings(t: Translate): Strings<typeof RUNS_STRINGS> {
  return {
    cancel: t('Cancel'),
    cancelAll: t('Cancel All'),
    running: t('Running'),
    arrived: t('{0} of {1}'),
    connecting: t('Connecting'),
    sending: t('Sending'),
    waiting: t('Waiting for the image'),
    receiving: t('Receiving the image'),
    saving: t('Saving'),
  };
}
