const VERBS =
  'add|alter|apply|change|combine|comply|copy|create|depict|do|draw|edit|fulfill?|generate|help|include|keep|make|modify|place|process|produce|provide|put|recreate|remove|render|replace|reproduce|show|use|write';

/**
 * Sentences in which a model says that it didn't do what was requested. The whole list: the first person, in English and
 * Chinese, with a verb of the request, so that "I can't wait" doesn't count. A sentence in another way or language is shown
 * with the result like every text of a model, without a warning.
 */
const DECLINED: readonly RegExp[] = [
  new RegExp(
    `\\b(?:I|we) (?:can(?:'|’)?t|cannot|can not|could(?:n['’]t| not)|was(?:n['’]t| not) able to|am (?:not able|unable) to|was unable to) (?:\\w+ly |also )?(?:${VERBS})\\b`,
    'i',
  ),
  new RegExp(`\\bI['’]m (?:not able|unable) to (?:\\w+ly |also )?(?:${VERBS})\\b`, 'i'),
  /我(?:暂时)?(?:无法|不能|没有办法|没办法)/,
];

/** Returns whether a model's text says that it couldn't do something. The text is only quoted, and nothing else depends on it. */
export function saysDeclined(text: string): boolean {
  return DECLINED.some((pattern) => pattern.test(text));
}
