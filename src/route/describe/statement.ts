import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { Advice, Finding, Statement } from '../statements/statement.ts';
import { describeFailureFacts } from './failureFacts.ts';

/** Describes what a page reports about a route, as the end of a sentence: “…: returned an image.” */
export function describeFinding(finding: Finding, t: Translate): string {
  switch (finding.kind) {
    // How the image is encoded makes no difference to the user.
    case 'image':
    case 'inlineData':
      return t('returned an image.');
    case 'dataUrl':
      return t('returned an image as a data URL in text ({0}).', finding.type.toUpperCase());
    case 'hostedUrl':
      return t('returned the address of a hosted image.');
    case 'error': {
      const facts = describeFailureFacts(finding.status, finding.code);
      if (finding.message === undefined) return t('failed ({0}).', facts);
      const message = sanitize(finding.message);
      return facts === ''
        ? t('failed: “{0}”.', message)
        : t('failed ({0}): “{1}”.', facts, message);
    }
    case 'unhealthy':
      return t('reported the route as unhealthy.');
    case 'calledStable':
      return t('called the route stable.');
    case 'documented':
      return t('documented but not tested.');
  }
}

export function describeBilling(
  billing: Exclude<Statement['billing'], 'unknown'>,
  t: Translate,
): string {
  return billing === 'normal' ? t('Billing looked correct.') : t('Billing is under review.');
}

export function describeAdvice(advice: Advice, t: Translate): string {
  switch (advice) {
    case 'recommended':
      return t('Recommended.');
    case 'controlled-testing':
      return t('For controlled testing only.');
    case 'retest-first':
      return t('Retest on the same day before use.');
    case 'stop-and-wait':
      return t('After a failure, stop and wait.');
    case 'have-fallbacks':
      return t('Have fallback models ready.');
    case 'not-recommended':
      return t('Not recommended.');
    case 'not-for-production':
      return t('Not for production use.');
  }
}
