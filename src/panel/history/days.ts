import type { Day } from '../../history/items.ts';
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
  const parts = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const format = new Intl.DateTimeFormat(locale, parts);
  return days.map(({ start, count }) => {
    const name =
      start === today ? t('Today') : start === yesterday ? t('Yesterday') : format.format(start);
    return { label: name, count };
  });
}
