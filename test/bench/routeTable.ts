/**
 * `node test/bench/routeTable.ts`: what Route Status costs a window that has just started, with as many own observations as
 * are ever kept. Each figure is of a process of its own, because only the first time is cold.
 */
import { spawnSync } from 'node:child_process';
import { BUILT_IN_GATEWAYS } from '../../src/catalog/gateways.ts';
import { MODELS } from '../../src/catalog/models.ts';
import {
  MOST_IN_ALL,
  parseObservations,
  serializeObservations,
  type Observation,
} from '../../src/route/observations.ts';
import { statusesAt } from '../../src/route/statuses.ts';
import { rowsAt } from '../../src/vscode/routeStatusRows.ts';

const PROCESSES = 15;
const NOW = Date.parse('2026-11-20T12:00Z');

if (process.argv.includes('--once')) console.log(JSON.stringify(once()));
else report();

/** In ms. */
function once() {
  const text = serializeObservations(
    Array.from({ length: MOST_IN_ALL }, (_, index) => observation(index)),
  );
  const began = performance.now();
  const own = parseObservations(text);
  const parsed = performance.now();
  const table = {
    current: { gateway: 'crazyrouter', model: MODELS[0]?.id ?? '' },
    statusOf: statusesAt(own, NOW),
    now: NOW,
  };
  const routes = BUILT_IN_GATEWAYS.reduce((sum, one) => sum + rowsAt(one, table).length, 0);
  return { parse: parsed - began, status: performance.now() - parsed, routes };
}

function observation(index: number): Observation {
  const gateway = BUILT_IN_GATEWAYS[index % 3]?.id ?? '';
  const model = MODELS[index % MODELS.length]?.id ?? '';
  const operation = index % 2 === 0 ? 'edit' : 'generate';
  const failed = { outcome: 'unknown', status: 524 } as const;
  const saved = { outcome: 'saved', shape: 'inlineData' } as const;
  const how = index % 4 === 0 ? failed : saved;
  return { at: NOW - index * 60_000, gateway, model, operation, kind: 'run', latencyMs: 9000, ...how };
} // prettier-ignore

function report(): void {
  const runs = Array.from({ length: PROCESSES }, () => {
    const { stdout } = spawnSync(process.execPath, [import.meta.filename, '--once']);
    return JSON.parse(stdout.toString()) as ReturnType<typeof once>;
  });
  for (const name of ['parse', 'status'] as const) {
    const sorted = runs.map((run) => run[name]).toSorted((a, b) => a - b);
    const [best, middle] = [sorted[0] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
    console.log(`${name.padEnd(8)}${best.toFixed(1)} ms at best, ${middle.toFixed(1)} ms median`);
  }
  console.log(`${runs[0]?.routes ?? 0} routes, ${MOST_IN_ALL} observations, cold`);
}
