import type { Localization } from '../../src/route/describe/localization.ts';
import type { Translate } from '../../src/text/translate.ts';

/** Fills in the values as `vscode.l10n.t` does without a translation. */
export const translate: Translate = (message, ...args) =>
  message.replaceAll(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));

/** A reader in UTC. @param now ms since 1970 */
export function readerAt(now: number, locale = 'en'): Localization {
  return { t: translate, locale, timeZone: 'UTC', now };
}
