/** What sentences need to know of the time. Handed in, so that they can be tested. */
export interface Clock {
  /** ms since 1970. */
  readonly now: () => number;
  /** The time of day for eyes, in the user's zone and manner: `14:32:10`. */
  readonly timeOfDay: (ms: number) => string;
}

export const systemClock: Clock = {
  now: Date.now,
  timeOfDay: (ms) => timeOfDay(ms),
};

/**
 * @param locale BCP 47; the system's without it
 * @param timeZone IANA name; the system's without it
 */
export function timeOfDay(ms: number, locale?: string, timeZone?: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, hourCycle: 'h23', timeZone }).format(ms);
}

/** A day for eyes: `3 Nov 2026`. @param ms since 1970 */
export function dayOf(ms: number, locale?: string, timeZone?: string): string {
  const parts = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(ms);
}

/** A size for eyes, in decimal units, as gateways and disks count. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
