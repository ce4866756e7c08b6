import * as vscode from 'vscode';
import { containsKey } from '../../../catalog/baseUrl.ts';
import { listGateways } from '../../../catalog/configuredGateways.ts';
import type { AuthStyle } from '../../../catalog/gateways.ts';
import { authCandidates, labelProblem, suggestLabel } from '../../../catalog/newGateway.ts';
import { placeOf, type Step } from '../../../catalog/newGatewaySteps.ts';
import { readAddress, type Address, type AddressRefusal } from '../../../catalog/pastedAddress.ts';
import {
  keyFor,
  replacePasted,
  withPastedKey,
  type PastedKey,
} from '../../../catalog/pastedSecret.ts';
import type { StepResult } from '../../../dialogs/steps.ts';
import { isPrivateHost } from '../../../catalog/addresses.ts';
import { detectAuth, type Detection } from '../../../gateway/detectAuth.ts';
import { authBy, authQuestion, type AuthChoice } from '../../../messages/newGateway.ts';
import { checkKey } from '../../../request/key.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { readSettings } from '../../config/settings.ts';
import { keyProblem } from '../../dialogs/askKey.ts';
import { busyStep, choiceStep, inputStep } from '../../dialogs/steps.ts';

const t = vscode.l10n.t;

/** What to do with the new gateway. */
export type Finish = 'select' | 'test' | 'add';

/** What the user has answered so far. */
export interface Draft {
  /** The address as it was entered, without a key. */
  readonly text: string;
  readonly address?: Address;
  readonly label: string;
  /** As it was entered; empty for none. */
  readonly key: string;
  readonly auth?: AuthStyle;
  readonly detection?: Detection;
  /** The user adds it although it doesn't work yet. */
  readonly isBroken?: boolean;
  readonly finish?: Finish;
}

/** How a question of Add a Gateway ends. */
export type Answered = StepResult<Draft, Step>;

/** The title and the place of a step. */
export function frameOf(step: Step, canGoBack: boolean) {
  return { title: t('Add a Gateway'), ...placeOf(step), canGoBack };
}

export async function askAddress(draft: Draft, canGoBack: boolean): Promise<Answered> {
  const earlier = draft.address;
  let pasted: PastedKey | undefined;
  if (earlier?.key !== undefined) {
    pasted = { key: earlier.key, origin: new URL(earlier.baseUrl).origin };
  }
  const answer = await inputStep({
    ...frameOf('address', canGoBack),
    value: draft.text,
    prompt: t(
      "Paste the gateway's address, or a curl command, from its documentation. Any of its API addresses works.",
    ),
    placeholder: 'https://example.com',
    validate: (text) => addressMessage(text, pasted),
    replacePasted: (text) => {
      const replacement = replacePasted(text);
      if (replacement !== undefined) pasted = replacement.pasted;
      return replacement?.shown;
    },
  });
  if (answer === undefined || answer === 'back') return answer;
  const read = readAddress(answer.value);
  if (typeof read === 'string') return undefined;
  const address = withPastedKey(read, pasted);
  const isSame = earlier?.baseUrl === address.baseUrl;
  const changes = {
    text: replacePasted(answer.value)?.shown ?? answer.value,
    address,
    label: isSame ? draft.label : suggestLabel(address, labels()),
    key: keyFor(draft.key, earlier, address),
  };
  return { draft: { ...draft, ...changes }, wasAsked: true };
}

/** Says what Easel understands of an address while it is typed. */
function addressMessage(
  text: string,
  pasted: PastedKey | undefined,
): vscode.InputBoxValidationMessage | string {
  const address = readAddress(text);
  const refusal = typeof address === 'object' && containsKey(address.baseUrl) ? 'key' : address;
  if (typeof refusal === 'string') return badAddress(refusal);
  return understood(withPastedKey(refusal, pasted));
}

function badAddress(why: AddressRefusal | 'key'): string {
  switch (why) {
    case 'malformed':
      return t('Enter an address such as https://example.com, or a curl command with one.');
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
      : [t('The pasted key goes to secret storage, not into your settings.')]),
  ].join(' ');
  return { message: sanitize(message), severity: vscode.InputBoxValidationSeverity.Info };
}

function labels(): readonly string[] {
  return listGateways(readSettings().gateways).gateways.map(({ label }) => label);
}

export async function askLabel(draft: Draft, canGoBack: boolean): Promise<Answered> {
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

export async function askNewKey(draft: Draft, canGoBack: boolean): Promise<Answered> {
  const host = hostOf(draft);
  const answer = await inputStep({
    ...frameOf('key', canGoBack),
    value: draft.key,
    prompt:
      draft.address?.key !== undefined && draft.key === draft.address.key
        ? t('This is the key that you pasted with the address. It is sent only to {0}.', host)
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

/** Finds out from the free model list how the gateway takes the key, and asks only if the list doesn't say or the gateway can't work. */
export async function findAuth(draft: Draft, canGoBack: boolean): Promise<Answered> {
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
  const finding = {
    host,
    hasKey: draft.key.trim() !== '',
    detection,
    styles: authCandidates(address),
  };
  const auth = authBy(finding);
  const tested = { ...draft, detection, isBroken: false };
  if (auth !== undefined) return { draft: { ...tested, auth }, wasAsked: false };
  const { placeholder, choices } = authQuestion(finding, t);
  const answer = await choiceStep<AuthChoice & vscode.QuickPickItem>({
    ...frameOf('auth', canGoBack),
    placeholder,
    items: choices,
  });
  if (answer === undefined || answer === 'back') return answer;
  const { leadsTo } = answer.value;
  if (typeof leadsTo === 'string') return { draft: tested, goTo: leadsTo };
  return { draft: { ...tested, ...leadsTo }, wasAsked: true };
}

export async function detect(
  { key }: Pick<Draft, 'key'>,
  address: Address,
  signal: AbortSignal,
): Promise<Detection> {
  const checked = key.trim() === '' ? undefined : checkKey(key);
  return await detectAuth({ address, key: checked, candidates: authCandidates(address), signal });
}

export function hostOf({ address }: Pick<Draft, 'address'>): string {
  return new URL(address?.baseUrl ?? 'about:blank').host;
}
