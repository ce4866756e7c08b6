import * as vscode from 'vscode';
import type { Gateway } from '../../../catalog/gateways.ts';
import { entryFor, gatewayFor, startModel, type NewGateway } from '../../../catalog/newGateway.ts';
import { priceAt } from '../../../catalog/prices.ts';
import { CheckError } from '../../../errors.ts';
import { describePrice } from '../../../route/describe/price.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { currentModel, readSettings } from '../../config/settings.ts';
import { choiceStep, type StepResult } from '../../dialogs/steps.ts';
import { localization } from '../../routes/routes.ts';
import { authLabel, frameOf, hostOf, type Draft } from './questions.ts';

const t = vscode.l10n.t;

/** What to do with the new gateway. */
export type Finish = 'select' | 'test' | 'add';

export interface FinishedDraft extends Draft {
  readonly finish?: Finish;
}

/** Returns the answers that make the entry. @throws CheckError if the address is missing */
export function newGateway({ address, label, auth }: Draft): NewGateway {
  if (address === undefined) throw new CheckError({ kind: 'no-gateway' });
  return { address, label, auth: auth ?? 'none' };
}

/** Says what works, and asks what to do with the gateway. Nothing is stored before the answer. */
export async function askFinish(
  draft: FinishedDraft,
  canGoBack: boolean,
): Promise<StepResult<FinishedDraft>> {
  const gateway = gatewayFor(entryFor(newGateway(draft), readSettings().gateways));
  const current = currentModel(gateway);
  const model = modelFor(draft, gateway);
  const name = sanitize(draft.label, 60);
  const use =
    model === current
      ? t('use {0} for your next images', name)
      : t('and use {0} from its model list', sanitize(model, 80));
  const answer = await choiceStep<vscode.QuickPickItem & { readonly finish: Finish }>({
    ...frameOf('finish', canGoBack),
    placeholder: whatWorks(draft),
    items: [
      {
        finish: 'select',
        label: t('Add and Select'),
        description: use,
      },
      {
        finish: 'test',
        label: t('Add, Select, and Generate a Test Image'),
        description: costOf(gateway, model),
      },
      { finish: 'add', label: t('Add Without Selecting') },
    ],
  });
  if (answer === undefined || answer === 'back') return answer;
  return { draft: { ...draft, finish: answer.value.finish }, wasAsked: true };
}

/** Tells apart what the model list has proved and what it hasn't. Short: the box cuts a long text. */
function whatWorks({ address, detection, auth = 'none' }: FinishedDraft): string {
  const host = hostOf({ ...(address && { address }) });
  switch (detection?.kind) {
    case 'works': {
      const place = inSentence(authLabel(auth));
      const { length } = detection.list.ids;
      return t('{0} works. The key goes {1}. Models listed: {2}.', host, place, length);
    }
    case 'open':
      return auth === 'none'
        ? t('{0} works without a key. Models listed: {1}.', host, detection.list.ids.length)
        : t("{0} lists its models without a key, so the key isn't tested.", host);
    case 'rejected':
      return t('{0} rejected the key (HTTP {1}).', host, detection.status);
    case 'unreachable':
      return t("Couldn't connect to {0} ({1}).", host, detection.code);
    case 'no-list':
    case undefined:
      return t("{0} has no model list, so the key isn't tested.", host);
  }
}

function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

function costOf(gateway: Gateway, model: string): string {
  const price = priceAt(gateway, model, undefined);
  return price === undefined
    ? t("paid: one image, at this gateway's price")
    : t('paid: one image. {0}', describePrice(price, localization()));
}

/** Returns the model that the gateway's list has: the current one if possible. */
export function modelFor({ detection }: FinishedDraft, gateway: Gateway): string {
  const list = detection && 'list' in detection ? detection.list : undefined;
  const ids = list?.isComplete === true ? list.ids : undefined;
  return startModel(gateway, currentModel(gateway), ids, Date.now());
}
