import { GATEWAY_FIELDS, type GatewayNote } from '../catalog/configuredGateways.ts';
import { SECRET } from '../catalog/customHeaders.ts';
import type { CheckProblem } from '../errors.ts';
import { sanitize } from '../text/sanitize.ts';
import type { Translate } from '../text/translate.ts';

/** Describes an invalid entry of `easel.gateways`. Leaves out whether a request was sent, because Easel only read the setting. */
export function describeRejected(problem: CheckProblem, t: Translate): string {
  switch (problem.kind) {
    case 'bad-base-url': {
      const what = badBaseUrl(problem, sanitize(problem.gateway), t);
      return `${what} ${t('This gateway is ignored.')}`;
    }
    case 'bad-setting':
      return `${badEntry(problem, t)} ${t('This entry is ignored.')}`;
    default:
      return t("An entry in easel.gateways isn't valid and is ignored.");
  }
}

/** Describes why the gateway that `easel.gateway` names can't be used. */
export function describeUnusable(problem: CheckProblem, t: Translate): string {
  return problem.kind === 'unknown-gateway'
    ? t('easel.gateway is set to “{0}”, but no gateway has this ID.', sanitize(problem.gateway, 60))
    : describeRejected(problem, t);
}

/** Describes the first invalid property of an entry, without the consequence. */
export function badEntry(
  { setting, why }: Extract<CheckProblem, { kind: 'bad-setting' }>,
  t: Translate,
): string {
  const [field] = why.split('.');
  switch (GATEWAY_FIELDS.find((known) => known === field)) {
    case 'id':
      return t(
        '{0}: id can have up to 40 characters: a-z, 0-9, and -. Example: my-gateway.',
        setting,
      );
    case 'label':
      return t('{0}: label must be a string.', setting);
    case 'baseUrl':
      return t(
        '{0}: baseUrl must start with https://, or with http:// on this machine or a private network.',
        setting,
      );
    case 'auth':
      return t('{0}: auth must be query, bearer, x-goog-api-key, or none.', setting);
    case 'api':
      return t('{0}: api must be gemini or vertex.', setting);
    case 'headers':
      return badHeader(setting, why.slice('headers.'.length), t);
    case 'maxRequestBytes':
      return t('{0}: maxRequestBytes must be a whole number of bytes, 1000 or more.', setting);
    case 'models':
      return t("{0}: models must map model IDs to this gateway's own IDs.", setting);
    case undefined:
      return why === ''
        ? t('{0} must be an object with id and baseUrl.', setting)
        : t(
            '{0}: unknown property “{1}”. Valid properties are {2}.',
            setting,
            sanitize(why, 60),
            GATEWAY_FIELDS.join(', '),
          );
  }
}

function badHeader(setting: string, header: string, t: Translate): string {
  if (header === '') {
    return t('{0}: headers must map up to 20 header names to their values.', setting);
  }
  return t(
    "{0}: the header “{1}” can't be sent. Values must be printable ASCII in one line, and Easel itself sets headers about the key, the body, and the connection.",
    setting,
    sanitize(header, 60),
  );
}

/** Describes what Easel understood of an entry that works. */
export function describeNote({ kind, label, baseUrl }: GatewayNote, t: Translate): string {
  const name = sanitize(label, 60);
  return kind === 'understood'
    ? t('Easel uses {0} as the base URL of {1}.', sanitize(baseUrl), name)
    : t('Requests to {0} go to {1} without an API key.', name, new URL(baseUrl).host);
}

/** Describes an invalid base URL, or a key in an entry, without the consequence. @param gateway its id, sanitized */
export function badBaseUrl(
  { why, header }: Extract<CheckProblem, { kind: 'bad-base-url' }>,
  gateway: string,
  t: Translate,
): string {
  switch (why) {
    case 'malformed':
      return t(
        'The base URL of {0} must start with https://, or with http:// on this machine or a private network.',
        gateway,
      );
    case 'missing':
      return t('Gateway {0} has no base URL.', gateway);
    case 'credentials':
      return t("The base URL of {0} can't contain a user name or password.", gateway);
    case 'key':
      if (header !== undefined) {
        return t(
          'The header {0} of {1} contains an API key. Replace the key with {2}, and enter it with the Set API Key command.',
          sanitize(header, 60),
          gateway,
          SECRET,
        );
      }
      return t(
        'The settings for {0} contain an API key. Remove it and use the Set API Key command.',
        gateway,
      );
    case 'not-https':
      return t(
        'The base URL of {0} must use https. Only this machine and private networks can use http.',
        gateway,
      );
  }
}
