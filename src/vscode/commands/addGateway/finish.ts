import * as vscode from 'vscode';
import type { Gateway } from '../../../catalog/gateways.ts';
import { entryFor, gatewayFor, startModel, type NewGateway } from '../../../catalog/newGateway.ts';
import { priceAt } from '../../../catalog/prices.ts';
import { CheckError } from '../../../errors.ts';
import { describeFinding } from '../../../messages/newGateway.ts';
import { describePrice } from '../../../route/describe/price.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { currentModel, readSettings } from '../../config/settings.ts';
import { choiceStep } from '../../dialogs/steps.ts';
import { localization } from '../../routes/routes.ts';
import { frameOf, hostOf, type Answered, type Draft, type Finish } from './questions.ts';

const t = vscode.l10n.t;

/** Returns the answers that make the entry. @throws CheckError if the address is missing */
export function newGateway({ address, label, auth }: Draft): NewGateway {
  if (address === undefined) throw new CheckError({ kind: 'no-gateway' });
  return { address, label, auth: auth ?? 'none' };
}

/** Says what works, and asks what to do with the gateway, unless the user adds one that doesn't work yet. Nothing is stored before. */
export async function askFinish(draft: Draft, canGoBack: boolean): Promise<Answered> {
  if (draft.isBroken === true) return { draft: { ...draft, finish: 'add' }, wasAsked: false };
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
    placeholder: describeFinding(
      { host: hostOf(draft), detection: draft.detection },
      draft.auth ?? 'none',
      t,
    ),
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

function costOf(gateway: Gateway, model: string): string {
  const price = priceAt(gateway, model, undefined);
  return price === undefined
    ? t("paid: one image, at this gateway's price")
    : t('paid: one image. {0}', describePrice(price, localization()));
}

/** Returns the model that the gateway's list has: the current one if possible. */
export function modelFor({ detection }: Draft, gateway: Gateway): string {
  const list = detection && 'list' in detection ? detection.list : undefined;
  const ids = list?.isComplete === true ? list.ids : undefined;
  return startModel(gateway, currentModel(gateway), ids, Date.now());
}
