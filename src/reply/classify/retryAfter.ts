const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const MAX_SEARCHED_CHARS = 4096;

/** Where a gateway may state a delay. */
export interface DelaySources {
  /** The Retry-After header. */
  readonly header?: string | undefined;
  /** The delay of google.rpc.RetryInfo. */
  readonly info?: string | undefined;
  /** The error message. */
  readonly message: string;
}

/**
 * Returns how long the gateway asks to wait, in ms: the longest of the delays it states, at least 1 s and
 * at most 1 h. A timer holds any such delay.
 *
 * @param now in ms since 1970
 * @returns `undefined` when it states none
 */
export function retryAfterMs(
  { header, info, message }: DelaySources,
  now: number,
): number | undefined {
  const delays = [
    header === undefined ? undefined : headerDelay(header, now),
    durationMs(info),
    delayInMessage(message),
  ].filter((delay) => delay !== undefined && !Number.isNaN(delay)) as number[];
  return delays.length === 0 ? undefined : clamp(Math.max(...delays));
}

function clamp(ms: number): number {
  return Math.min(HOUR_MS, Math.max(SECOND_MS, Math.ceil(ms)));
}

const IMF_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Parses Retry-After (RFC 9110, 10.2.3): whole seconds or an IMF-fixdate, and nothing else that looks like one. */
function headerDelay(header: string, now: number): number | undefined {
  const value = header.trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * SECOND_MS;
  return IMF_DATE.test(value) ? Date.parse(value) - now : undefined;
}

/** Parses a protobuf duration such as `34.4s`. */
function durationMs(text: string | undefined): number | undefined {
  const seconds = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(text?.trim() ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds) * SECOND_MS;
}

/** "Please retry in 49.1s", "try again in 1m30s", "retry after 30 seconds". */
const DELAY_PHRASE =
  /\b(?:retry|try again) (?:in|after) (?:(\d{1,4}) ?m(?:in(?:ute)?s?)?(?![a-z]) ?)?(?:(\d{1,9}(?:\.\d{1,12})?) ?(ms|s(?:ec(?:ond)?s?)?)\b)?/i;
/** "15 秒后重试". */
const DELAY_PHRASE_ZH = /(\d{1,9}) ?秒(?:钟)?[后後]/;

/** Finds a delay in a message: relays keep Google's sentence when they drop its RetryInfo, or have their own. */
function delayInMessage(message: string): number | undefined {
  const start = message.slice(0, MAX_SEARCHED_CHARS);
  const [, minutes, ...rest] = DELAY_PHRASE.exec(start) ?? [];
  const [amount = DELAY_PHRASE_ZH.exec(start)?.[1], unit] = rest;
  if (minutes === undefined && amount === undefined) return undefined;
  const unitMs = unit?.toLowerCase() === 'ms' ? 1 : SECOND_MS;
  return Number(minutes ?? 0) * MINUTE_MS + Number(amount ?? 0) * unitMs;
}
