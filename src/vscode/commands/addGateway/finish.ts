import * as vscode from 'vscode';
import type { Gateway } from '../../../catalog/gateways.ts';
import { entryFor, gatewayFor, startModel, type NewGateway } from '../../../catalog/newGateway.ts';
import { priceAt } from '../../../catalog/prices.ts';
import { CheckError } from '../../../errors.ts';
import { describePrice } from '../../../route/describe/price.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { readSettings } from '../../config/settings.ts';
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
  const current = readSettings().model;
  const model = modelFor(draft, gateway);
  const name = sanitize(draft.label, 60);
  const other =
    model === current
      ? ''
      : t(
          "Also selects the model {0}, because {1} isn't in the list.",
          sanitize(model, 80),
          sanitize(current, 80),
        );
  const answer = await choiceStep<vscode.QuickPickItem & { readonly finish: Finish }>({
    ...frameOf('finish', canGoBack),
    placeholder: whatWorks(draft),
    items: [
      {
        finish: 'select',
        label: t('Add and Select'),
        description: t('use {0} for your next images', name),
        detail: other,
      },
      {
        finish: 'test',
        label: t('Add, Select, and Generate a Test Image'),
        description: costOf(gateway, model),
        detail: other,
      },
      { finish: 'add', label: t('Add Without Selecting') },
    ],
  });
  if (answer === undefined || answer === 'back') return answer;
  return { draft: { ...draft, finish: answer.value.finish }, wasAsked: true };
}

function whatWorks(draft: FinishedDraft): string {
  const { detection, auth = 'none' } = draft;
  const host = hostOf(draft);
  if (detection?.kind === 'works' || detection?.kind === 'open') {
    const { ids } = detection.list;
    return auth === 'none'
      ? t('{0} works without a key and lists {1} models. Nothing is stored yet.', host, ids.length)
      : t(
          '{0} works and lists {1} models. The key goes {2}. Nothing is stored yet.',
          host,
          ids.length,
          inSentence(authLabel(auth)),
        );
  }
  return t('Not tested: {0} has no model list for this key. Nothing is stored yet.', host);
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
  return startModel(gateway, readSettings().model, ids, Date.now());
}
