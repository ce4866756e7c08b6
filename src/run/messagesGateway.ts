import type { CheckProblem } from '../errors.ts';
import { foreign } from './foreign.ts';
import type { Translate } from './message.ts';

/** What is wrong with an entry of `easel.gateways`, told when the setting is read: nobody has asked for anything yet. */
export function describeRejected(problem: CheckProblem, t: Translate): string {
  switch (problem.kind) {
    case 'bad-base-url': {
      const what = badBaseUrl(problem, foreign(problem.gateway), t);
      return `${what} ${t('This gateway is not used.')}`;
    }
    case 'bad-setting':
      return problem.why === ''
        ? t('{0} is not valid. This entry is not used.', problem.setting)
        : t(
            '{0} is not valid: look at “{1}”. This entry is not used.',
            problem.setting,
            foreign(problem.why, 60),
          );
    default:
      return t('An entry of easel.gateways is not valid and not used.');
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
      return t('The base URL of {0} is not a web address.', gateway);
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
        foreign(native),
      );
  }
}
