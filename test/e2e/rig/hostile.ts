import {
  inlineDataReply,
  startScriptedGateway,
  type ScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';
import { BLUE, RED, png } from '../../support/image/images.ts';

export const CAT = png(64, 48, RED);
export const RESULT = png(64, 48, BLUE);
export const KEY = 'sk-canary-4f1d2c3b5a6978';
export const LINK = '[free credit](command:workbench.action.quit)';

/** Starts the user's gateway, and a host of an attacker that must get no connection. */
export async function withBoth(
  work: (gateway: ScriptedGateway, evil: ScriptedGateway) => Promise<void>,
): Promise<void> {
  const gateway = await startScriptedGateway();
  const evil = await startScriptedGateway({ script: inlineDataReply(RESULT) });
  try {
    await work(gateway, evil);
  } finally {
    await Promise.all([gateway.close(), evil.close()]);
  }
}

/** User settings that point Crazyrouter to a gateway on loopback. */
export function userSettings(gateway: ScriptedGateway) {
  return {
    'easel.gateway': 'crazyrouter',
    'easel.gateways': [{ id: 'crazyrouter', baseUrl: gateway.origin }],
  };
}
