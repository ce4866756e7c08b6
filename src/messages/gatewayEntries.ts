import { GATEWAY_FIELDS } from '../catalog/gateways.ts';
import type { CheckProblem } from '../errors.ts';
import { sanitize } from '../text/sanitize.ts';
import type { Translate } from '../text/translate.ts';

/** What is wrong with an entry of `easel.gateways`, told when the setting is read: nobody has asked for anything yet. */
export function describeRejected(problem: CheckProblem, t: Translate): string {
  switch (problem.kind) {
    case 'bad-base-url': {
      const what = badBaseUrl(problem, sanitize(problem.gateway), t);
      return `${what} ${t('This gateway is not used.')}`;
    }
    case 'bad-setting':
      return `${badEntry(problem, t)} ${t('This entry is not used.')}`;
    default:
      return t('An entry of easel.gateways is not valid and not used.');
  }
}

/** Why the gateway that `easel.gateway` names cannot be used. */
export function describeUnusable(problem: CheckProblem, t: Translate): string {
  return problem.kind === 'unknown-gateway'
    ? t(
        'easel.gateway is “{0}”, and there is no gateway of that id.',
        sanitize(problem.gateway, 60),
      )
    : describeRejected(problem, t);
}

/** What its first wrong field should be, without what follows from it. */
export function badEntry(
  { setting, why }: Extract<CheckProblem, { kind: 'bad-setting' }>,
  t: Translate,
): string {
  const [field] = why.split('.');
  switch (GATEWAY_FIELDS.find((known) => known === field)) {
    case 'id':
      return t('{0}: id must be up to 40 of a to z, 0 to 9 and -, such as my-gateway.', setting);
    case 'label':
      return t('{0}: label must be a text.', setting);
    case 'baseUrl':
      return t(
        '{0}: baseUrl must begin with https://, or http:// for this machine and private networks.',
        setting,
      );
    case 'auth':
      return t('{0}: auth must be query, bearer or x-goog-api-key.', setting);
    case 'models':
      return t('{0}: models must name, for a model’s id, the id at this gateway.', setting);
    case undefined:
      return why === ''
        ? t('{0} must be an object with id and baseUrl.', setting)
        : t(
            '{0}: there is no field “{1}”; the fields are {2}.',
            setting,
            sanitize(why, 60),
            GATEWAY_FIELDS.join(', '),
          );
  }
}

/** The reason alone, without what follows from it. @param gateway its id, for eyes */
export function badBaseUrl(
  { why, native = '' }: Extract<CheckProblem, { kind: 'bad-base-url' }>,
  gateway: string,
  t: Translate,
): string {
  switch (why) {
    case 'malformed':
      return t(
        'The base URL of {0} must be an address that begins with https://, or http:// for this machine and private networks, without ? and #.',
        gateway,
      );
    case 'missing':
      return t('The gateway {0} has no base URL.', gateway);
    case 'credentials':
      return t('The base URL of {0} holds a user name or password.', gateway);
    case 'key':
      return t('The settings of {0} hold a key. Remove it there and use Set API Key.', gateway);
    case 'not-https':
      return t(
        'The base URL of {0} is not https, and only this machine and private networks go without.',
        gateway,
      );
    case 'images-route':
      return t(
        'The base URL of {0} points at the older Images route. Easel speaks generateContent, which lies at {1}: set that one.',
        gateway,
        sanitize(native),
      );
  }
}
