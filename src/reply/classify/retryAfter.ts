const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const IMF_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Never less than a second, and never so long that a timer would overflow and fire at once. */
function clamp(ms: number): number {
  return Math.min(HOUR_MS, Math.max(SECOND_MS, Math.ceil(ms)));
}

/** Retry-After (RFC 9110, 10.2.3): whole seconds or an IMF-fixdate, and nothing that merely looks like one. */
function headerDelay(header: string, now: number): number | undefined {
  const value = header.trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * SECOND_MS;
  return IMF_DATE.test(value) ? Date.parse(value) - now : undefined;
}

/** A protobuf duration such as `34.4s`, as google.rpc.RetryInfo writes it. */
function durationMs(text: string | undefined): number | undefined {
  const seconds = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(text?.trim() ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds) * SECOND_MS;
}

/** "Please retry in 49.1s", "try again in 1m30s", "retry after 30 seconds", "15 秒后重试". */
const SPOKEN =
  /\b(?:retry|try again) (?:in|after) (?:(\d{1,4}) ?m(?:in(?:ute)?s?)?(?![a-z]) ?)?(?:(\d{1,9}(?:\.\d{1,12})?) ?(ms|s(?:ec(?:ond)?s?)?)\b)?/i;
const SPOKEN_ZH = /(\d{1,9}) ?秒(?:钟)?[后後]/;

/** Relays keep Google's sentence where they drop its RetryInfo, and have sentences of their own. */
function spokenDelay(message: string): number | undefined {
  const start = message.slice(0, 4096);
  const [, minutes, ...rest] = SPOKEN.exec(start) ?? [];
  const [amount = SPOKEN_ZH.exec(start)?.[1], unit] = rest;
  if (minutes === undefined && amount === undefined) return undefined;
  const unitMs = unit?.toLowerCase() === 'ms' ? 1 : SECOND_MS;
  return Number(minutes ?? 0) * MINUTE_MS + Number(amount ?? 0) * unitMs;
}

/** How long the gateway asks to wait, in ms: the longest of what it says, from 1 s to 1 h. */
export function retryAfterMs(
  said: {
    readonly header?: string | undefined;
    readonly info?: string | undefined;
    readonly message: string;
  },
  now: number,
): number | undefined {
  const delays = [
    said.header === undefined ? undefined : headerDelay(said.header, now),
    durationMs(said.info),
    spokenDelay(said.message),
  ].filter((delay) => delay !== undefined && !Number.isNaN(delay)) as number[];
  return delays.length === 0 ? undefined : clamp(Math.max(...delays));
}
