import { plainText } from './plainText.ts';

/** A day, a month, or a year. */
export interface DateQuery {
  /** Missing: any. */
  readonly year?: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly day?: number;
}

export interface DatesIn {
  readonly dates: readonly DateQuery[];
  /** The words that are no dates. */
  readonly words: readonly string[];
}

/**
 * Finds dates among the words of a search: `2026-11-20`, `2026-11`, `nov 20`, `20 nov 2026`, `november 2026`, `today`, and
 * `yesterday`. The names of months can be shortened to three letters. A number or month alone is a word.
 *
 * @param words of `plainText`
 * @param now ms since 1970
 * @param monthNames of `monthNames`
 */
export function findDates(
  words: readonly string[],
  now: number,
  monthNames: readonly string[],
): DatesIn {
  const dates: DateQuery[] = [];
  const others: string[] = [];
  for (let at = 0; at < words.length;) {
    const found = dateAt(words.slice(at, at + 3), now, monthNames);
    if (found === undefined) others.push(words[at] ?? '');
    else dates.push(found.date);
    at += found?.length ?? 1;
  }
  return { dates, words: others };
}

/** Returns whether a moment is on a date, in the time zone of this machine. */
export function isOnDate(at: number, { year, month, day }: DateQuery): boolean {
  const date = new Date(at);
  return (
    (year === undefined || date.getFullYear() === year) &&
    (month === undefined || date.getMonth() + 1 === month) &&
    (day === undefined || date.getDate() === day)
  );
}

/** Returns the names of the months in English and then in a language, as `plainText`. */
export function monthNames(locale: string): readonly string[] {
  return [...monthsIn('en'), ...monthsIn(locale)];
}

/** Kept, because every letter of a search asks for them. */
const months = new Map<string, readonly string[]>();

function monthsIn(language: string): readonly string[] {
  const known = months.get(language);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const names = Array.from({ length: 12 }, (_, month) =>
    plainText(format.format(Date.UTC(2026, month, 15))),
  );
  months.set(language, names);
  return names;
}

interface Found {
  readonly date: DateQuery;
  /** In words. */
  readonly length: number;
}

function dateAt(
  [first = '', second = '', third = '']: readonly string[],
  now: number,
  names: readonly string[],
): Found | undefined {
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(first);
  if (iso) return { date: partsOf(iso.slice(1)), length: 1 };
  if (first === 'today' || first === 'yesterday') {
    const date = new Date(now);
    if (first === 'yesterday') date.setDate(date.getDate() - 1);
    const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
    return { date: { year, month, day }, length: 1 };
  }
  const month = monthOf(first, names) ?? monthOf(second, names);
  const number = monthOf(first, names) === undefined ? first : second;
  if (month === undefined) return undefined;
  if (isYear(number)) return { date: { month, year: Number(number) }, length: 2 };
  const day = /^\d{1,2}$/.exec(number.replace(/(?<=\d)(?:,|\.|st|nd|rd|th)+$/, ''))?.[0];
  if (day === undefined) return undefined;
  const year = isYear(third) ? { year: Number(third) } : {};
  return { date: { month, day: Number(day), ...year }, length: isYear(third) ? 3 : 2 };
}

function partsOf([year, month, day]: readonly (string | undefined)[]): DateQuery {
  return {
    year: Number(year),
    month: Number(month),
    ...(day !== undefined && { day: Number(day) }),
  };
}

function isYear(word: string): boolean {
  return /^(?:19|20)\d\d$/.test(word);
}

function monthOf(word: string, names: readonly string[]): number | undefined {
  const plain = word.replace(/\.$/, '');
  if (plain.length < 3) return undefined;
  const index = names.findIndex((name) => name.startsWith(plain));
  return index === -1 ? undefined : (index % 12) + 1;
}
