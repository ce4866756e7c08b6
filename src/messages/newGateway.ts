import type { AuthStyle } from '../catalog/gateways.ts';
import type { Step } from '../catalog/newGatewaySteps.ts';
import type { Detection } from '../gateway/detectAuth.ts';
import type { Translate } from '../text/translate.ts';

/** What Easel knows about a new gateway after it has requested the model list. */
export interface Finding {
  readonly host: string;
  readonly hasKey: boolean;
  readonly detection: Detection;
  /** The ways to send a key, the best first. */
  readonly styles: readonly AuthStyle[];
}

/** One row of the list that asks how to continue. */
export interface AuthChoice {
  readonly label: string;
  readonly detail?: string;
  /** A step to repeat, or how to send the key. `isBroken`: the gateway is added although it doesn't work. */
  readonly leadsTo: Step | { readonly auth: AuthStyle; readonly isBroken: boolean };
}

export interface AuthQuestion {
  readonly placeholder: string;
  /** The first one is preselected and says why Easel asks. */
  readonly choices: readonly AuthChoice[];
}

/** Returns how to send the key if the model list shows it; undefined if it doesn't. */
export function authBy({ detection, hasKey }: Finding): AuthStyle | undefined {
  if (detection.kind === 'works') return detection.auth;
  return detection.kind === 'open' && !hasKey ? 'none' : undefined;
}

/**
 * Returns the question that a model list without an answer leads to. A gateway that can't work yet leads to what repairs it, and adding it
 * anyway comes last. The reason is in the first row, because a box cuts its placeholder.
 */
export function authQuestion(finding: Finding, t: Translate): AuthQuestion {
  const { host, detection, hasKey } = finding;
  const repairs = repairsOf(finding, t);
  if (repairs.length > 0) {
    const placeholder = t("{0} doesn't work yet", host);
    return { placeholder, choices: [...repairs, ...addAnyway(finding, t)] };
  }
  const styles = stylesOf(finding).map((auth) => ({
    label: auth === 'none' ? t('Send no key') : authLabel(auth, t),
    leadsTo: { auth, isBroken: false },
  }));
  const isAddress = detection.kind === 'no-list' && detection.status !== undefined;
  return {
    placeholder: hasKey ? t('Select how to send the key') : t('Select how to continue'),
    choices: withReason(reasonOf(finding, t), [
      ...styles,
      ...(isAddress ? [repair('address', t)] : []),
    ]),
  };
}

/** Returns what repairs a gateway that can't work, the likely repair first. */
function repairsOf(finding: Finding, t: Translate): readonly AuthChoice[] {
  switch (finding.detection.kind) {
    case 'rejected': {
      const key = repair('key', t, finding.hasKey);
      return withReason(reasonOf(finding, t), [key, repair('address', t)]);
    }
    case 'unreachable':
      return withReason(reasonOf(finding, t), [repair('address', t), repair('auth', t)]);
    case 'works':
    case 'open':
    case 'no-list':
      return [];
  }
}

function repair(step: 'address' | 'key' | 'auth', t: Translate, hasKey = true): AuthChoice {
  const label = {
    address: t('Change the Address'),
    key: hasKey ? t('Change the Key') : t('Enter a Key'),
    auth: t('Try Again'),
  }[step];
  return { label, leadsTo: step };
}

/** The user may know more than Easel: a key that is activated later, a server that isn't started yet. */
function addAnyway(finding: Finding, t: Translate): readonly AuthChoice[] {
  const { host, detection } = finding;
  return stylesOf(finding).map((auth) => {
    const refusal =
      auth === 'none'
        ? t("Doesn't work yet: {0} asks for a key.", host)
        : t("Doesn't work yet: {0} rejects the key.", host);
    return {
      label: addAnywayLabel(auth, t),
      detail:
        detection.kind === 'unreachable'
          ? t("Doesn't work yet: Easel can't connect to {0}.", host)
          : refusal,
      leadsTo: { auth, isBroken: true },
    };
  });
}

function addAnywayLabel(auth: AuthStyle, t: Translate): string {
  switch (auth) {
    case 'x-goog-api-key':
      return t('Add Anyway (Key in the x-goog-api-key Header)');
    case 'bearer':
      return t('Add Anyway (Key in the Authorization: Bearer Header)');
    case 'query':
      return t('Add Anyway (Key in the URL, as ?key=)');
    case 'none':
      return t('Add Anyway (No Key)');
  }
}

/** Without a key, there is nothing to send. */
function stylesOf({ hasKey, styles }: Finding): readonly AuthStyle[] {
  return hasKey ? [...styles, 'none'] : ['none'];
}

function withReason(
  detail: string,
  [first, ...others]: readonly AuthChoice[],
): readonly AuthChoice[] {
  return first === undefined ? [] : [{ ...first, detail }, ...others];
}

/** Says what the model list has shown. */
function reasonOf({ host, hasKey, detection }: Finding, t: Translate): string {
  switch (detection.kind) {
    case 'works':
    case 'open':
      return t("{0} lists its models without a key, so Easel couldn't test yours.", host);
    case 'rejected':
      return hasKey
        ? t('{0} rejected the key (HTTP {1}).', host, detection.status)
        : t('{0} asks for an API key (HTTP {1}).', host, detection.status);
    case 'no-list':
      return detection.status === undefined
        ? t("{0} has no model list, so Easel couldn't test it.", host)
        : t("{0} has no model list (HTTP {1}), so Easel couldn't test it.", host, detection.status);
    case 'unreachable':
      return t("Couldn't connect to {0} ({1}).", host, detection.code);
  }
}

/** Tells apart what the model list has proved and what it hasn't. Short: the box cuts a long text. */
export function describeFinding(
  { host, detection }: Pick<Finding, 'host'> & { readonly detection: Detection | undefined },
  auth: AuthStyle,
  t: Translate,
): string {
  switch (detection?.kind) {
    case 'works': {
      const place = inSentence(authLabel(auth, t));
      const { length } = detection.list.ids;
      return t('{0} works. The key goes {1}. Models listed: {2}.', host, place, length);
    }
    case 'open':
      return auth === 'none'
        ? t('{0} works without a key. Models listed: {1}.', host, detection.list.ids.length)
        : t("{0} lists its models without a key, so the key isn't tested.", host);
    case 'rejected':
    case 'unreachable':
      return t("{0} doesn't work yet", host);
    case 'no-list':
    case undefined:
      return t("{0} has no model list, so the key isn't tested.", host);
  }
}

/** Says that an added gateway doesn't work yet; undefined if nothing speaks against it. */
export function describeBroken(
  name: string,
  kind: Detection['kind'] | undefined,
  auth: AuthStyle,
  t: Translate,
): string | undefined {
  if (kind === 'unreachable') return t("Added {0}, but Easel couldn't connect to it.", name);
  if (kind !== 'rejected') return undefined;
  return auth === 'none'
    ? t('Added {0}, but it asks for an API key. Add it again with a key.', name)
    : t('Added {0}, but it rejected the API key. Use Set API Key to change it.', name);
}

/** Names the place of the key in a request. */
export function authLabel(auth: AuthStyle, t: Translate): string {
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

function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
