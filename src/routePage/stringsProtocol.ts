/** The fixed words of Route Status. The host says them in the user's language; one that is missing there does not compile. */
export const STATUS_STRING_NAMES = [
  'title',
  'filter',
  'filterHint',
  'shown',
  'nothing',
  'inUse',
  'longAgo',
  'superseded',
  'choose',
  'chooseThis',
  'retest',
  'retestThis',
  'probe',
  'probeThis',
  'history',
  'openSource',
  'openThisSource',
  'forget',
] as const;

export type StatusStrings = Readonly<Record<(typeof STATUS_STRING_NAMES)[number], string>>;
