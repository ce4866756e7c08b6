import type { ReplyError } from '../../errors.ts';
import { gatewayDisplayName } from '../../text/gatewayName.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import {
  chargeSentence,
  joinSentences,
  type Action,
  type Message,
  type MessageContext,
} from '../message.ts';

/** Describes a hosted image that couldn't be downloaded. It exists and is paid for, and its link is kept for the next try. */
export function describeDownload(
  { host: gatewayHost, problem }: ReplyError,
  context: MessageContext,
): Message {
  const { t, gateway } = context;
  const { host = gatewayHost, charge, code, pendingDownloads } = problem;
  const name = host === gatewayHost ? gatewayDisplayName(gatewayHost, gateway) : sanitize(host, 80);
  const isKept = pendingDownloads !== undefined;
  const downloadAgain: readonly Action[] = isKept ? ['download-again'] : [];
  return {
    text: joinSentences(
      downloadProblem(code, name, t),
      chargeSentence(charge, context),
      isKept ? t('The download link is kept.') : undefined,
    ),
    actions: [...downloadAgain, 'save-anyway', 'open-site', 'show-log'],
  };
}

/** @param code a `DownloadFailure` of the reply room */
function downloadProblem(code: string | undefined, host: string, t: Translate): string {
  switch (code) {
    case 'status':
      return t('The image was created, but {0} returned an error when Easel downloaded it.', host);
    case 'gone':
      return t('The image was created, but its download link at {0} has expired.', host);
    case 'bot-wall':
      return t('The image was created, but {0} blocked the download with a bot check.', host);
    case 'forbidden':
      return t('The image was created, but {0} refused the download (403).', host);
    case 'refused-address':
      return t(
        "The image was created, but its link points to {0}, which Easel doesn't open.",
        host,
      );
    case 'too-large':
      return t('The image was created, but the file from {0} is too large to be an image.', host);
    case 'not-an-image':
      return t("The image was created, but {0} returned data that isn't an image.", host);
    case 'broken-image':
      return t('The image was created, but the file from {0} is incomplete.', host);
    default:
      return t("The image was created, but it couldn't be downloaded from {0}.", host);
  }
}
