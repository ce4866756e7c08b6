import type { Charge } from '../errors.ts';
import { foreign } from './foreign.ts';

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
  | 'download-again'
  | 'show-unsaved'
  | 'save-anyway'
  | 'show-log';

export interface Message {
  readonly text: string;
  /** The safe step first. */
  readonly actions: readonly Action[];
}

/** The gateway that is spoken of: what it is called, and whether it takes money at all. */
export interface Party {
  readonly label: string;
  readonly free?: true | undefined;
}

/**
 * A gateway for eyes: its label and the host that money and images go to. A free one is on this machine, where a port
 * would tell nobody anything.
 *
 * @param gateway undefined: all that is known is the host
 */
export function partyName(host: string, gateway: Party | undefined): string {
  if (gateway === undefined) return host;
  const label = foreign(gateway.label, 40);
  if (gateway.free) return label;
  return host === '' || label === host ? label : `${label} (${host})`;
}

/** {@link partyName} of a gateway as it is set up. */
export function gatewayName(gateway: Party & { readonly baseUrl: string | undefined }): string {
  const { baseUrl } = gateway;
  return partyName(baseUrl === undefined ? '' : new URL(baseUrl).host, gateway);
}

/** What a failure means for money at that gateway. */
export function chargeAt(charge: Charge, gateway: Party | undefined): Charge {
  return gateway?.free ? 'no' : charge;
}

/** @param charge `probably`: part of the image had come */
export function money(
  charge: Charge | 'probably',
  t: Translate,
  gateway: Party | undefined,
): string {
  if (gateway?.free) return t('Nothing is charged.');
  switch (charge) {
    case 'no':
      return t('Not charged.');
    case 'maybe':
      return t('It may have been charged.');
    case 'probably':
      return t('It was probably charged.');
    case 'yes':
      return t('It was charged.');
  }
}

/** How a message speaks: in which language, at what time, of which gateway. */
export interface Speech {
  readonly t: Translate;
  readonly clock: Clock;
  readonly gateway: Party | undefined;
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
