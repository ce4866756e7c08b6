import * as workbench from '../../host/workbench.ts';
import type { Page } from '../../host/workbench.ts';
import {
  inlineDataReply,
  newApiError,
  startScriptedGateway,
  type Script,
  type ScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';
import { BLUE, RED, png } from '../../support/image/images.ts';

export const CAT = png(64, 48, RED);
export const IMAGE = inlineDataReply(png(64, 48, BLUE));
export const NO_CHANNEL = newApiError(500, 'get_channel_failed', 'no channel for this model');

export interface TwoGateways {
  /** The gateway of the settings. */
  readonly crazyrouter: ScriptedGateway;
  /** The other gateway, which returns an image. */
  readonly google: ScriptedGateway;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The numbers of POSTs to Crazyrouter and to Google. */
  readonly posts: () => readonly [number, number];
}

/** Starts two gateways on loopback under the ids of Crazyrouter and Google. */
export async function withTwoGateways(
  script: Script,
  work: (gateways: TwoGateways) => Promise<void>,
): Promise<void> {
  const crazyrouter = await startScriptedGateway({ script });
  const google = await startScriptedGateway({ script: IMAGE });
  const settings = {
    'easel.gateway': 'crazyrouter',
    // The same at both: unset, each gateway has its own default.
    'easel.model': 'gemini-3.1-flash-image-preview',
    'easel.fallbackModels': [],
    'easel.gateways': [
      { id: 'crazyrouter', baseUrl: crazyrouter.origin },
      { id: 'google', baseUrl: google.origin },
    ],
  };
  try {
    const posts = () => [crazyrouter.posts, google.posts] as const;
    await work({ crazyrouter, google, settings, posts });
  } finally {
    await Promise.all([crazyrouter.close(), google.close()]);
  }
}

/** Sets a key with the command. @param gateway its label */
export async function setKey(page: Page, gateway: string): Promise<void> {
  await workbench.runCommand(page, 'Easel: Set API Key…');
  await workbench.pick(page, gateway);
  await workbench.passwordInput(page).waitFor();
  await workbench.answer(page, 'sk-e2e-1234');
  await workbench.passwordInput(page).waitFor({ state: 'hidden' });
}

/** The row of the open quick pick with this label and description. */
export function pickerRow(page: Page, text: RegExp) {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text });
}

export function statusBarItem(page: Page) {
  return page.locator('.statusbar-item[id*="easel.route"]');
}
