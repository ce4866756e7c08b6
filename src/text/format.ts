/** The time, handed in so that sentences can be tested. */
export interface Clock {
  /** ms since 1970. */
  readonly now: () => number;
  /** A moment near now to the second: `14:32:10`; on another day with its date. @param ms since 1970 */
  readonly timeText: (ms: number) => string;
}

export const systemClock: Clock = {
  now: Date.now,
  timeText: (ms) => whenText(ms, Date.now(), { seconds: true }),
};

export interface WhenStyle {
  /** BCP 47, such as `vscode.env.language`; the system's by default. */
  readonly locale?: string | undefined;
  /** IANA name; the system's by default. */
  readonly timeZone?: string | undefined;
  /** For moments that are seconds away, such as the next try of a route that rests. */
  readonly seconds?: boolean;
}

/**
 * Returns a moment as the reader writes it: the time alone today (`14:32`), with weekday and day within a week
 * (`Tue, Nov 24, 14:32`), and with the year otherwise. A time without a day would make an old result look new.
 *
 * @param ms since 1970
 * @param now the current time, ms since 1970
 */
export function whenText(ms: number, now: number, style: WhenStyle = {}): string {
  const day = formatter('day', style);
  if (day.format(ms) === day.format(now)) {
    return formatter(style.seconds ? 'seconds' : 'minutes', style).format(ms);
  }
  return formatter(Math.abs(ms - now) < MAX_WEEKDAY_AGE_MS ? 'weekday' : 'date', style).format(ms);
}

/** Six days, not seven, so that a weekday is never ambiguous. */
const MAX_WEEKDAY_AGE_MS = 6 * 24 * 60 * 60 * 1000;

const STYLES = {
  day: { dateStyle: 'short' },
  minutes: { timeStyle: 'short' },
  seconds: { timeStyle: 'medium' },
  weekday: { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  date: { dateStyle: 'medium', timeStyle: 'short' },
  longDay: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Kept: making a formatter takes longer than formatting fifty dates with it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(
  style: keyof typeof STYLES,
  { locale, timeZone }: WhenStyle,
): Intl.DateTimeFormat {
  const key = [style, locale, timeZone].join('|');
  const made =
    formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone });
  formatters.set(key, made);
  return made;
}

/**
 * Returns a day such as `Tuesday, November 3, 2026`, as the locale writes it.
 *
 * @param ms since 1970
 * @param locale BCP 47
 */
export function longDay(ms: number, locale: string): string {
  return formatter('longDay', { locale }).format(ms);
}

/**
 * Returns a day such as `Nov 3, 2026`, as the locale writes it.
 *
 * @param ms since 1970
 * @param locale BCP 47; the system's by default
 * @param timeZone IANA name; the system's by default
 */
export function dayOf(ms: number, locale?: string, timeZone?: string): string {
  const parts = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(ms);
}

/** Returns a size such as `2.3 MB`, in decimal units as gateways and disks count. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
