import * as vscode from 'vscode';
import { containsKey } from '../../../catalog/baseUrl.ts';
import { listGateways } from '../../../catalog/configuredGateways.ts';
import type { AuthStyle } from '../../../catalog/gateways.ts';
import {
  authCandidates,
  labelProblem,
  suggestLabel,
  type Step,
} from '../../../catalog/newGateway.ts';
import { readAddress, type Address, type AddressRefusal } from '../../../catalog/pastedAddress.ts';
import { isPrivateHost } from '../../../catalog/addresses.ts';
import { detectAuth, type Detection } from '../../../gateway/detectAuth.ts';
import { checkKey } from '../../../request/key.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { readSettings } from '../../config/settings.ts';
import { keyProblem } from '../../dialogs/askKey.ts';
import { busyStep, choiceStep, inputStep, type StepResult } from '../../dialogs/steps.ts';

const t = vscode.l10n.t;

/** What the user has answered so far. */
export interface Draft {
  /** The address as it was entered. */
  readonly text: string;
  readonly address?: Address;
  readonly label: string;
  /** As it was entered; empty for none. */
  readonly key: string;
  readonly auth?: AuthStyle;
  readonly detection?: Detection;
}

const TOTAL = 4;
const PLACE: Readonly<Record<Step, number>> = { address: 1, label: 2, key: 3, auth: 3, finish: 4 };

/** The title and the place of a step. */
export function frameOf(step: Step, canGoBack: boolean) {
  return { title: t('Add a Gateway'), step: PLACE[step], totalSteps: TOTAL, canGoBack };
}

export async function askAddress(draft: Draft, canGoBack: boolean): Promise<StepResult<Draft>> {
  const answer = await inputStep({
    ...frameOf('address', canGoBack),
    value: draft.text,
    prompt: t(
      "Paste the gateway's address from its documentation. Any of its API addresses works.",
    ),
    placeholder: 'https://example.com',
    validate: addressMessage,
  });
  if (answer === undefined || answer === 'back') return answer;
  const address = readAddress(answer.value);
  if (typeof address === 'string') return undefined;
  const isSame = draft.address?.baseUrl === address.baseUrl;
  const changes = {
    text: answer.value,
    address,
    label: isSame ? draft.label : suggestLabel(address, labels()),
    key: address.key ?? draft.key,
  };
  return { draft: { ...draft, ...changes }, wasAsked: true };
}

/** Says what Easel understands of an address while it is typed. */
function addressMessage(text: string): vscode.InputBoxValidationMessage | string {
  const address = readAddress(text);
  const refusal = typeof address === 'object' && containsKey(address.baseUrl) ? 'key' : address;
  if (typeof refusal === 'string') return badAddress(refusal);
  return understood(refusal);
}

function badAddress(why: AddressRefusal | 'key'): string {
  switch (why) {
    case 'malformed':
      return t('Enter an address such as https://example.com.');
    case 'credentials':
      return t("The address can't contain a user name or password.");
    case 'not-https':
      return t('Use https. Only this machine and private networks can use http.');
    case 'key':
      return t('The address contains an API key. Remove it. Easel asks for the key next.');
  }
}

function understood(address: Address): vscode.InputBoxValidationMessage {
  const message = [
    address.api === 'vertex'
      ? t('Easel will use {0} as a Vertex AI address.', address.baseUrl)
      : t('Easel will use {0}.', address.baseUrl),
    ...(address.key === undefined
      ? []
      : [t('The key in the address goes to secret storage, not into your settings.')]),
  ].join(' ');
  return { message: sanitize(message), severity: vscode.InputBoxValidationSeverity.Info };
}

function labels(): readonly string[] {
  return listGateways(readSettings().gateways).gateways.map(({ label }) => label);
}

export async function askLabel(draft: Draft, canGoBack: boolean): Promise<StepResult<Draft>> {
  const answer = await inputStep({
    ...frameOf('label', canGoBack),
    value: draft.label,
    prompt: t('Enter a name for the gateway, or press Enter to use this one.'),
    validate: (text) => {
      switch (labelProblem(text)) {
        case 'empty':
          return t('Enter a name.');
        case 'key':
          return t("A name can't contain an API key, because settings can be synced and shared.");
        case undefined:
          return undefined;
      }
    },
  });
  if (answer === undefined || answer === 'back') return answer;
  return { draft: { ...draft, label: answer.value.trim().slice(0, 60) }, wasAsked: true };
}

export async function askNewKey(draft: Draft, canGoBack: boolean): Promise<StepResult<Draft>> {
  const host = hostOf(draft);
  const answer = await inputStep({
    ...frameOf('key', canGoBack),
    value: draft.key,
    prompt:
      draft.address?.key !== undefined && draft.key === draft.address.key
        ? t('This is the key from the address. It is sent only to {0}.', host)
        : t(
            "Paste the API key. It's stored in VS Code's secret storage and sent only to {0}. Leave empty if the gateway needs no key.",
            host,
          ),
    password: true,
    validate: (text) => (text.trim() === '' ? withoutKey(host) : keyProblem(text, checkKey)),
  });
  if (answer === undefined || answer === 'back') return answer;
  return { draft: { ...draft, key: answer.value }, wasAsked: true };
}

function withoutKey(host: string): vscode.InputBoxValidationMessage | undefined {
  const { hostname } = new URL(`https://${host}`);
  if (isPrivateHost(hostname)) return undefined;
  const message = t('Requests will go to {0} without an API key.', host);
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

/** Finds out from the free model list how the gateway takes the key, and asks only if the list doesn't say. */
export async function findAuth(draft: Draft, canGoBack: boolean): Promise<StepResult<Draft>> {
  const { address } = draft;
  if (address === undefined) return undefined;
  const host = hostOf(draft);
  const found = await busyStep(
    {
      ...frameOf('auth', canGoBack),
      placeholder: t('Requesting the model list of {0}. This is free.', host),
    },
    (signal) => detect(draft, address, signal),
  );
  if (found === undefined || found === 'back') return found;
  const detection = found.value;
  const auth = authBy(draft, detection);
  if (auth !== undefined) return { draft: { ...draft, detection, auth }, wasAsked: false };
  const answer = await choiceStep({
    ...frameOf('auth', canGoBack),
    placeholder: whyAsked(host, draft.key !== '', detection),
    items: authItems(draft, address),
  });
  if (answer === undefined || answer === 'back') return answer;
  return { draft: { ...draft, detection, auth: answer.value.auth }, wasAsked: true };
}

export async function detect(
  { key }: Pick<Draft, 'key'>,
  address: Address,
  signal: AbortSignal,
): Promise<Detection> {
  const checked = key.trim() === '' ? undefined : checkKey(key);
  return await detectAuth({ address, key: checked, candidates: authCandidates(address), signal });
}

/** Returns how to send the key if the model list shows it; undefined if it doesn't. */
function authBy({ key }: Pick<Draft, 'key'>, detection: Detection): AuthStyle | undefined {
  if (detection.kind === 'works') return detection.auth;
  return detection.kind === 'open' && key.trim() === '' ? 'none' : undefined;
}

function whyAsked(host: string, hasKey: boolean, detection: Detection): string {
  switch (detection.kind) {
    case 'works':
    case 'open':
      return t('{0} lists its models without a key. Select how to send yours.', host);
    case 'rejected':
      return hasKey
        ? t(
            '{0} rejected the key (HTTP {1}). Go back to change it, or select how to send it.',
            host,
            detection.status,
          )
        : t('{0} asks for an API key (HTTP {1}). Go back to enter one.', host, detection.status);
    case 'no-list':
      return detection.status === undefined
        ? t('{0} has no model list. Select how to send the key.', host)
        : t(
            '{0} has no model list (HTTP {1}). Select how to send the key.',
            host,
            detection.status,
          );
    case 'unreachable':
      return t(
        "Couldn't connect to {0} ({1}). Go back to change the address, or select how to send the key.",
        host,
        detection.code,
      );
  }
}

interface AuthItem extends vscode.QuickPickItem {
  readonly auth: AuthStyle;
}

/** The likely styles come first. Without a key, sending none does. */
function authItems({ key }: Draft, address: Address): readonly AuthItem[] {
  const none: AuthItem = { auth: 'none', label: t('Send no key') };
  const styles = authCandidates(address).map((auth) => ({ auth, label: authLabel(auth) }));
  return key.trim() === '' ? [none] : [...styles, none];
}

/** Names the place of the key in a request. */
export function authLabel(auth: AuthStyle): string {
  switch (auth) {
    case 'x-goog-api-key':
      return t('In the x-goog-api-key header');
    case 'bearer':
      return t('In the Authorization: Bearer header');
    case 'query':
      return t('In the URL, as ?key=');
    case 'none':
      return t('No key');
  }
}

export function hostOf({ address }: Pick<Draft, 'address'>): string {
  return new URL(address?.baseUrl ?? 'about:blank').host;
}
