import assert from 'node:assert/strict';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { sentImages } from '../../support/image/sentImages.ts';
import type { Rig } from './gateway.ts';
import { RESULT } from './images.ts';

/** Edits one file and returns the image that the gateway got. */
export async function sent(rig: Rig, name: string, bytes: Uint8Array, options: object = {}) {
  rig.gateway.respond(inlineDataReply(RESULT));
  const images = [await rig.put(name, bytes)];
  const result = await rig.edit({ prompt: 'make it blue', images, ...options });
  assert.equal(result.outcome, 'saved', `${name}: ${result.message}`);
  const [image] = sentImages(rig.gateway.requests.at(-1));
  assert.ok(image);
  return { ...image, result };
}
