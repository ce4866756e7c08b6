import type { ScriptedReply } from '../../support/gateway/scriptedGateway.ts';
import { BLUE, RED, png } from '../../support/image/images.ts';

/** The image that tests edit. */
export const SOURCE = png(8, 6, RED);
/** The image that gateways return. */
export const RESULT = png(8, 6, BLUE);
/** The same image as the file of a host. */
export const FILE: ScriptedReply = { headers: { 'content-type': 'image/png' }, body: RESULT };
