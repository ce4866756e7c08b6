import { whenText } from '../../text/format.ts';
import type { Translate } from '../../text/translate.ts';

/** The user's language and time zone, and the current time. */
export interface Localization {
  readonly t: Translate;
  /** BCP 47, such as `vscode.env.language`. */
  readonly locale: string;
  /** IANA name. Undefined: the zone of this machine. */
  readonly timeZone?: string;
  /** The current time, ms since 1970: moments of today are shown without a date. */
  readonly now: number;
}

/**
 * Formats an ISO date or an ISO instant. The date of a page stays that date in every zone; an instant is shown
 * in the reader's zone.
 *
 * @throws RangeError if `iso` is neither
 */
export function formatWhen(iso: string, { locale, timeZone, now }: Localization): string {
  const isDate = iso.length === 'YYYY-MM-DD'.length;
  if (!isDate) return whenText(Date.parse(iso), now, { locale, timeZone });
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(iso),
  );
}
