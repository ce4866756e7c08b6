import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { checkBaseUrl } from '../../../catalog/baseUrl.ts';
import { listGateways } from '../../../catalog/configuredGateways.ts';
import { authCandidates, suggestLabel } from '../../../catalog/newGateway.ts';
import { STEPS, remainingSteps } from '../../../catalog/newGatewaySteps.ts';
import { readAddress } from '../../../catalog/pastedAddress.ts';
import { runSteps } from '../../../dialogs/steps.ts';
import { CheckError } from '../../../errors.ts';
import { ACTIONS } from '../../../messages/actions.ts';
import { checkKey } from '../../../request/key.ts';
import type { PerformAction } from '../../../run/actionContext.ts';
import { readSettings } from '../../config/settings.ts';
import { showFailure } from '../../dialogs/notices.ts';
import { askFinish } from './finish.ts';
import { askAddress, askLabel, askNewKey, detect, findAuth, type Draft } from './questions.ts';
import { storeGateway, type StoreParts } from './store.ts';

const Arguments = z.object({ baseUrl: z.optional(z.string()), key: z.optional(z.string()) });

export interface AddGatewayParts extends StoreParts {
  readonly perform: PerformAction;
}

/**
 * Runs `easel.addGateway`: from an address and a key to an entry in the user's settings. Asks only for what the caller leaves out of
 * `{baseUrl, key}`, and finds out from the gateway's free model list how it takes the key. Stores nothing until the last step.
 *
 * @returns the id of the new gateway; undefined if the user dismissed a step or the entry couldn't be stored
 */
export async function addGateway(
  parts: AddGatewayParts,
  value: unknown,
): Promise<string | undefined> {
  const { keys, perform } = parts;
  try {
    if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
    const parsed = Arguments.safeParse(value);
    const given = parsed.success ? parsed.data : {};
    const draft = draftOf(given);
    const hasAddress = draft.address !== undefined;
    const hasKey = given.key !== undefined || draft.key !== '';
    const steps = remainingSteps({ hasAddress, hasKey });
    if (steps.length === 0) return await addSilently(draft, parts);
    const complete = await runSteps({ order: STEPS, questions: QUESTIONS, first: steps }, draft);
    return complete && (await storeGateway(complete, complete.finish ?? 'add', parts));
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    void showFailure(error, keys.inUse(), { facts: {} }).then(async (chosen) => {
      if (typeof chosen !== 'string') return;
      await perform(ACTIONS[chosen].behavior, { failure: error });
    });
    return undefined;
  }
}

/** @throws CheckError `bad-base-url`, `bad-key` */
function draftOf({ baseUrl, key }: z.infer<typeof Arguments>): Draft {
  if (key !== undefined && key !== '') checkKey(key);
  const empty = { text: '', label: '', key: key ?? '' };
  if (baseUrl === undefined) return empty;
  const address = readAddress(baseUrl);
  if (typeof address === 'string') {
    checkBaseUrl(baseUrl, 'the-gateway');
    return empty;
  }
  checkBaseUrl(address.baseUrl, 'the-gateway');
  const { gateways } = listGateways(readSettings().gateways);
  const label = suggestLabel(
    address,
    gateways.map((one) => one.label),
  );
  return { text: address.shown, address, label, key: key ?? address.key ?? '' };
}

const QUESTIONS = {
  address: askAddress,
  label: askLabel,
  key: askNewKey,
  auth: findAuth,
  finish: askFinish,
};

/** Adds a gateway for a caller that gave everything: shows nothing but a problem. Selects it if no gateway is selected. */
async function addSilently(draft: Draft, parts: AddGatewayParts): Promise<string | undefined> {
  const { address } = draft;
  if (address === undefined) return undefined;
  const detection = await detect(draft, address, new AbortController().signal);
  const [usual = 'x-goog-api-key'] = authCandidates(address);
  const auth = detection.kind === 'works' ? detection.auth : usual;
  const finish = readSettings().gateway === '' ? 'select' : 'add';
  const withoutKey = draft.key.trim() === '';
  const complete = { ...draft, detection, auth: withoutKey ? 'none' : auth } as const;
  return await storeGateway(complete, finish, parts);
}
