import type { Translate } from '../../text/translate.ts';

/** Returns the sentences about money and paid images. A notice always shows them, however short it is. */
export function moneySentences(t: Translate): ReadonlySet<string> {
  return new Set([
    t('Nothing was sent.'),
    t("This request wasn't sent."),
    t('Nothing was sent or charged.'),
    t('Nothing was charged.'),
    t("The failed request wasn't charged."),
    t('You may have been charged.'),
    t('You were probably charged.'),
    t('You were charged.'),
    t('The image may still be created, and you may be charged.'),
    t('The image is kept.'),
    t('The paid image is kept.'),
    t('The image is kept in memory only.'),
    t('The paid image is kept in memory only.'),
  ]);
}
