import type { Day } from '../../history/items.ts';
import { longDay } from '../../text/format.ts';
import type { Translate } from '../../text/translate.ts';
import type { DayView } from './protocol.ts';

/** Returns days with their names as the reader writes them. @param now ms since 1970, @param locale BCP 47 */
export function dayViews(
  days: readonly Day[],
  { now, locale, t }: { readonly now: number; readonly locale: string; readonly t: Translate },
): DayView[] {
  const today = new Date(now).setHours(0, 0, 0, 0);
  const before = new Date(today);
  before.setDate(before.getDate() - 1);
  const yesterday = before.getTime();
  return days.map(({ start, count }) => {
    if (start === today) return { label: t('Today'), count };
    if (start === yesterday) return { label: t('Yesterday'), count };
    return { label: longDay(start, locale), count };
  });
}
