import type { Charge } from '../errors.ts';

/** `vscode.l10n.t`, handed in so that sentences can be made and tested without VS Code. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** What a button does; its words are in `vscode/notices.ts`. */
export type Action =
  | 'try-again'
  | 'send-again'
  | 'set-key'
  | 'choose-gateway'
  | 'choose-model'
  | 'choose-folder'
  | 'edit-prompt'
  | 'open-site'
  | 'open-settings'
  | 'trust'
  | 'show-unsaved'
  | 'save-anyway'
  | 'show-log';

export interface Message {
  readonly text: string;
  /** The safe step first. */
  readonly actions: readonly Action[];
}

export function money(charge: Charge, t: Translate): string {
  switch (charge) {
    case 'no':
      return t('Not charged.');
    case 'maybe':
      return t('It may have been charged.');
    case 'yes':
      return t('It was charged.');
  }
}

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

/** A size for eyes, in decimal units, as gateways and disks count. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
