import type { Evidence } from './evidence.ts';
import { SEVERITY } from './routeState.ts';

/**
 * Sorts evidence newest first and undated evidence last. Of one moment, the worst news comes first, then a test
 * before documentation, then a statement about this model before one about all models.
 */
export function newestFirst(a: Evidence, b: Evidence): number {
  return (
    (b.at ?? -Infinity) - (a.at ?? -Infinity) ||
    SEVERITY[b.state] - SEVERITY[a.state] ||
    Number(isTested(b)) - Number(isTested(a)) ||
    Number(namesModel(b)) - Number(namesModel(a)) ||
    compare(sortKey(a), sortKey(b))
  );
}

function isTested(one: Evidence): boolean {
  return one.kind !== 'published' || one.statement.finding.kind !== 'documented';
}

function namesModel(one: Evidence): boolean {
  return one.kind !== 'published' || one.statement.model !== '*';
}

/** Makes the order total, so that it does not depend on the order of the inputs. */
function sortKey(one: Evidence): string {
  switch (one.kind) {
    case 'published':
      return one.statement.id;
    case 'own':
      return JSON.stringify(one.observation);
    case 'retirement':
      return JSON.stringify(one.retirement);
    case 'built-in':
      return one.kind;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
