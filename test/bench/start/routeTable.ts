/**
 * A process that measures what Route Status costs a window that has just started, with the maximum of own observations. A
 * separate process, because only the first time is cold. Its message is a {@link RouteTable}.
 */
import { BUILT_IN_GATEWAYS } from '../../../src/catalog/gateways.ts';
import { MODELS } from '../../../src/catalog/models.ts';
import {
  MAX_TOTAL,
  parseObservations,
  serializeObservations,
  type Observation,
} from '../../../src/route/observations.ts';
import { createStatusLookup } from '../../../src/route/statusLookup.ts';
import { routeRows } from '../../../src/routePage/rows.ts';

/** CPU time of the thread in ms. Wall time would be too noisy for a few ms. */
export interface RouteTable {
  /** Parsing the stored observations. */
  readonly readMs: number;
  /** Computing the status of all routes of the built-in gateways. */
  readonly statusMs: number;
  readonly routes: number;
  readonly observations: number;
}

const NOW = Date.parse('2026-11-20T12:00Z');

function observation(index: number): Observation {
  const gateway = BUILT_IN_GATEWAYS[index % 3]?.id ?? '';
  const model = MODELS[index % MODELS.length]?.id ?? '';
  const operation = index % 2 === 0 ? 'edit' : 'generate';
  const failed = { outcome: 'unknown', status: 524 } as const;
  const saved = { outcome: 'saved', shape: 'inlineData' } as const;
  const how = index % 4 === 0 ? failed : saved;
  return { at: NOW - index * 60_000, gateway, model, operation, kind: 'run', latencyMs: 9000, ...how };
} // prettier-ignore

function ms({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

const many = Array.from({ length: MAX_TOTAL }, (_, index) => observation(index));
const kept = serializeObservations(many);

const began = process.threadCpuUsage();
const own = parseObservations(kept);
const read = process.threadCpuUsage(began);
const current = { gateway: 'crazyrouter', model: MODELS[0]?.id ?? '' };
const table = { current, statusOf: createStatusLookup(own, NOW), now: NOW };
const rows = BUILT_IN_GATEWAYS.flatMap((gateway) => routeRows(gateway, table));
const all = process.threadCpuUsage(began);

const answer: RouteTable = {
  readMs: ms(read),
  statusMs: ms(all) - ms(read),
  routes: rows.length,
  observations: own.length,
};
process.send?.(answer, () => process.exit());
