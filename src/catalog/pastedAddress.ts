import { isIP } from 'node:net';
import { unwrapPasted } from '../text/pasted.ts';
import { isPrivateHost } from './addresses.ts';
import { isPlaceholderKey, readCurl } from './curlCommand.ts';
import type { Api } from './gateways.ts';

/** What Easel understood of an address. */
export interface Address {
  /** Everything before `/v1beta/models/…`, without a slash at the end. */
  readonly baseUrl: string;
  /** Set where only this API is at the address. */
  readonly api?: Api;
  /** A key from the address's query, or from a curl command. It belongs into secret storage, never into settings. */
  readonly key?: string;
  /** The text was the base URL already, or that with the documented `/v1beta/models`. */
  readonly isPlain: boolean;
  /** The whole address, without its query and with no key in it: what to show in place of the text. */
  readonly shown: string;
}

export type AddressRefusal = 'malformed' | 'credentials' | 'not-https';

/** `POST https://…`, `BASE_URL=https://…`, `"base_url": "https://…"`. */
const PREFIXES = [
  /^https?:\/\/(?=https?:\/\/)/i,
  /^(?:get|post)\s+/i,
  /^(?:export\s+|set\s+|\$env:)?\w*(?:url|endpoint|host|base)\w*["']?\s*(?:=|:\s+)\s*/i,
];

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

/** In a query, they carry a key. */
const KEY_PARAMETERS = /^(?:key|api[-_]?key|(?:access|api|auth)?[-_]?token)$/i;

const VERSION = /^v\d+(?:(?:alpha|beta)\d*)?$/i;
/** What APIs put after their version. After anything else, `v1` is part of a proxy's own path. */
const RESOURCES =
  /^(?:models|openai|chat|completions|images|responses|messages|embeddings|publishers|projects|audio|files|engines)$/i;
const WITHOUT_VERSION =
  /(?:\/(?:models\/[^/]*:(?:stream)?generateContent|chat\/completions|images\/(?:generations|edits)))+$/i;

/**
 * Reads an address as users paste it: a base URL, an endpoint of the Gemini or OpenAI API, with a query, without a scheme, or a
 * curl command. An address without a scheme means https, or http on this machine and private networks. Never quotes the text, which can
 * hold a key.
 *
 * @returns why it can't be used, if it can't
 */
export function readAddress(text: string): Address | AddressRefusal {
  const command = readCurl(text);
  const given = unwrapPasted(command === undefined ? text : (command.url ?? ''), PREFIXES);
  const url = parse(given);
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'malformed';
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) return 'not-https';
  const { path, tail } = splitPath(url.pathname);
  const baseUrl = url.origin + path;
  const key = command?.key ?? keyIn(url);
  return {
    baseUrl,
    ...(isVertex(url.hostname, tail) && { api: 'vertex' }),
    ...(key !== undefined && { key }),
    isPlain: command === undefined && isPlain(given, baseUrl),
    shown: url.origin + url.pathname.replace(/\/+$/, ''),
  };
}

function parse(text: string): URL | undefined {
  if (text === '' || /\s/.test(text)) return undefined;
  if (SCHEME.test(text)) return URL.canParse(text) ? new URL(text) : undefined;
  const host = isIP(text) === 6 ? `[${text}]` : text.replace(/^\/\//, '');
  if (!URL.canParse(`https://${host}`)) return undefined;
  const url = new URL(`https://${host}`);
  // A lone word is more likely a mistake than a host.
  const isHost =
    url.hostname.includes('.') ||
    url.hostname.startsWith('[') ||
    url.hostname === 'localhost' ||
    url.port !== '';
  if (!isHost) return undefined;
  return isPrivateHost(url.hostname) ? new URL(`http://${host}`) : url;
}

/** Cuts a path in front of its first API route. A path in front of that belongs to the base: one-hub serves under `/gemini`. */
function splitPath(pathname: string): { readonly path: string; readonly tail: string } {
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const index = segments.findIndex((segment, at) => {
    const next = segments[at + 1];
    return (
      VERSION.test(segment) && (next === undefined || VERSION.test(next) || RESOURCES.test(next))
    );
  });
  const base = index < 0 ? segments : segments.slice(0, index);
  const tail = index < 0 ? [] : segments.slice(index);
  const path = base.map((segment) => `/${segment}`).join('');
  return { path: path.replace(WITHOUT_VERSION, ''), tail: tail.join('/') };
}

/** Vertex AI in express mode has one host, and puts models under their publisher (Vertex AI express mode REST reference). */
function isVertex(hostname: string, tail: string): boolean {
  return (
    /(?:^|-)aiplatform\.googleapis\.com$/i.test(hostname) ||
    /^v\d\w*\/(?:publishers|projects)(?:\/|$)/i.test(tail)
  );
}

function keyIn(url: URL): string | undefined {
  const named = [...url.searchParams].filter(([name]) => KEY_PARAMETERS.test(name));
  return named.map(([, value]) => value.trim()).find((value) => !isPlaceholderKey(value));
}

function isPlain(given: string, baseUrl: string): boolean {
  const typed = given.replace(/(?:\/+v1beta)?(?:\/+models)?\/*$/i, '');
  return typed.toLowerCase() === baseUrl.toLowerCase();
}
