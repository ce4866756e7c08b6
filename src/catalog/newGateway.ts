import { isGoogleApi } from './addresses.ts';
import { containsKey } from './baseUrl.ts';
import { findGateway, listGateways, type GatewayEntry } from './configuredGateways.ts';
import { builtInAt, type AuthStyle, type Gateway } from './gateways.ts';
import { findModel, modelIdAt } from './modelLookup.ts';
import { MODELS } from './models.ts';
import type { Address } from './pastedAddress.ts';

const MAX_ID_LENGTH = 40;

/** Returns why a name can't be used: it is stored in the settings, where no key belongs. */
export function labelProblem(text: string): 'empty' | 'key' | undefined {
  if (text.trim() === '') return 'empty';
  return containsKey(text) ? 'key' : undefined;
}

/** Suggests a name: the built-in gateway's at the same origin, otherwise the host's. @param taken names in use */
export function suggestLabel(
  { baseUrl }: Pick<Address, 'baseUrl'>,
  taken: readonly string[],
): string {
  const { hostname, port } = new URL(baseUrl);
  const known = builtInAt(baseUrl)?.label;
  const host = hostname.replace(/^(?:www|api|gateway)\.(?=.*\.)/, '') + (port && `:${port}`);
  const label = known ?? host;
  return unique(label, taken, (count) => `${label} ${count}`);
}

/**
 * Suggests an id that the setting accepts: from the name, or from the host for a name without Latin letters.
 *
 * @param taken ids in use
 */
export function suggestId(
  label: string,
  { baseUrl }: Pick<Address, 'baseUrl'>,
  taken: readonly string[],
): string {
  const id = slug(label) || slug(new URL(baseUrl).host) || 'gateway';
  return unique(
    id,
    taken,
    (count) => `${id.slice(0, MAX_ID_LENGTH - `-${count}`.length)}-${count}`,
  );
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_ID_LENGTH)
    .replace(/^-+|-+$/g, '');
}

function unique(
  name: string,
  taken: readonly string[],
  numbered: (count: number) => string,
): string {
  const used = new Set(taken.map((one) => one.toLowerCase()));
  let [count, candidate] = [1, name];
  while (used.has(candidate.toLowerCase())) candidate = numbered(++count);
  return candidate;
}

/**
 * Returns the ways to send a key, the best first: the documented one of a built-in gateway, then headers, then the address, which
 * servers and proxies write into their logs. Google takes a Bearer token for an OAuth token, so a key isn't tried as one.
 */
export function authCandidates({
  baseUrl,
  api,
}: Pick<Address, 'baseUrl' | 'api'>): readonly AuthStyle[] {
  const { hostname } = new URL(baseUrl);
  if (api === 'vertex' || isGoogleApi(hostname)) return ['x-goog-api-key', 'query'];
  const usual: readonly AuthStyle[] = ['x-goog-api-key', 'bearer', 'query'];
  const documented = builtInAt(baseUrl)?.auth;
  return documented === undefined
    ? usual
    : [documented, ...usual.filter((auth) => auth !== documented)];
}

/**
 * Returns the model to start with: the current one, unless the gateway has a list without it and with another image model.
 *
 * @param ids the gateway's models; undefined if it has no list
 * @param now in ms since 1970
 */
export function startModel(
  gateway: Gateway,
  current: string,
  ids: readonly string[] | undefined,
  now: number,
): string {
  const has = (model: string) => ids?.includes(modelIdAt(gateway, model, now)) === true;
  if (ids === undefined || has(current)) return current;
  const known = MODELS.map(({ id }) => id).find(has);
  return (
    known ?? ids.find((id) => findModel(id) !== undefined) ?? ids.find(isImageModel) ?? current
  );
}

function isImageModel(id: string): boolean {
  return /image|banana/i.test(id);
}

/** The answers that make an entry. */
export interface NewGateway {
  readonly address: Address;
  readonly label: string;
  readonly auth: AuthStyle;
}

/**
 * Returns the entry for the user's settings, with an id that no other entry has.
 *
 * @param setting the value of `easel.gateways`
 */
export function entryFor({ address, label, auth }: NewGateway, setting: unknown): GatewayEntry {
  const { baseUrl, api } = address;
  const { gateways, problems } = listGateways(setting);
  const refused = problems.flatMap(({ problem }) =>
    'gateway' in problem ? [problem.gateway] : [],
  );
  const id = suggestId(label, address, [...gateways.map((one) => one.id), ...refused]);
  return { id, label, baseUrl, auth, ...(api && { api }) };
}

/** Returns the gateway that an entry makes. @throws CheckError for an entry that would be ignored */
export function gatewayFor(entry: GatewayEntry): Gateway {
  return findGateway(entry.id, listGateways([entry]));
}

/** Returns the setting with another entry at its end; undefined if the setting isn't a list. Changes nothing else in it. */
export function withEntry(setting: unknown, entry: GatewayEntry): readonly unknown[] | undefined {
  if (setting === undefined || setting === null) return [entry];
  return Array.isArray(setting) ? [...(setting as readonly unknown[]), entry] : undefined;
}
