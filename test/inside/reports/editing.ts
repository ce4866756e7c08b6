import assert from 'node:assert/strict';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import type { Rig } from '../rig/gateway.ts';

/** Edits one source for a reply with one result, which must be saved. */
export async function edit(rig: Rig, source: Uint8Array, result: Uint8Array, options: object = {}) {
  rig.gateway.respond(inlineDataReply(result));
  const images = [await rig.put('cat.png', source)];
  const end = await rig.edit({ prompt: 'make it blue', images, ...options });
  assert.equal(end.outcome, 'saved', end.message);
  return end;
}

/** Returns the body of a request that the gateway got. */
export function sentBody(rig: Rig, index = 0) {
  return rig.gateway.requests[index]!.json() as {
    contents: { parts: { text?: string }[] }[];
    systemInstruction?: { parts: { text: string }[] };
    generationConfig: { imageConfig?: { aspectRatio?: string } };
  };
}
