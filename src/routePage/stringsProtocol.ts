/** The fixed strings of the Route Status page. A string that the host does not provide is a compile error. */
export const STATUS_STRING_NAMES = [
  'title',
  'filter',
  'filterHint',
  'routeCount',
  'noMatches',
  'unknownRoutes',
  'current',
  'outdated',
  'superseded',
  'use',
  'useRoute',
  'retest',
  'retestRoute',
  'probe',
  'probeGateway',
  'history',
  'openSource',
  'openSourceAt',
  'clearObservations',
] as const;

export type StatusStrings = Readonly<Record<(typeof STATUS_STRING_NAMES)[number], string>>;
