import { join } from 'node:path';
import { breakerFile } from '../../../src/route/breaker/breakerFile.ts';
import { BreakerGate, type RunTrigger } from '../../../src/run/breakerGate.ts';
import type { Rig } from '../../support/faults/faults.ts';
import { newApiError, type ScriptedReply } from '../../support/gateway/scriptedGateway.ts';

export const START = Date.parse('2026-11-20T14:31:00.000Z');
export const NO_ROUTE = newApiError(500, 'get_channel_failed', 'model temporarily unavailable');

/** How a run ends that the gate held back. */
export const HELD_BACK = { outcome: 'route_unavailable', charge: 'no', posts: 0 } as const;

/** Opens a scripted gateway, and windows that share one clock. */
export async function openWindows(rig: Rig, ...script: readonly ScriptedReply[]) {
  const gateway = await rig.scripted(script);
  const clock = { now: START };
  const file = join(rig.folder, 'storage', 'breakers.json');
  const window = () =>
    new BreakerGate(
      breakerFile(file),
      () => clock.now,
      () => 0,
    );
  const gate = window();
  const ask = (trigger: RunTrigger = 'single', through = gate) =>
    rig.ask({ at: gateway.origin, gate: through, trigger });
  return { gateway, clock, file, window, ask };
}
