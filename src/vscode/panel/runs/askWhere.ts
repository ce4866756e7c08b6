import * as vscode from 'vscode';
import type { Gateway } from '../../../catalog/gateways.ts';
import { chargedElsewhere, type Elsewhere } from '../../../panel/runs/elsewhere.ts';
import type { AskWhere } from '../../../panel/runs/reuse.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { currentGateway } from '../../config/settings.ts';

const t = vscode.l10n.t;

/** Asks which gateway Try Again should use, if the run would now be charged elsewhere than the one it repeats. */
export const askWhere: AskWhere = async ({ gateway: id }) => {
  const elsewhere = chargedElsewhere(id, currentGateway(), currentGateway);
  if (elsewhere === undefined) return {};
  const { current, earlier } = elsewhere;
  const [there, back] = [t('Use {0}', nameOf(current)), earlier && t('Use {0}', nameOf(earlier))];
  const buttons = [there, ...(back === undefined ? [] : [back])];
  const question = t('Try again with {0}?', nameOf(current));
  const options = { modal: true, detail: detailOf(elsewhere) };
  const answer = await vscode.window.showWarningMessage(question, options, ...buttons);
  if (answer === undefined) return undefined;
  return { gateway: answer === there || earlier === undefined ? current.id : earlier.id };
};

function detailOf({ earlier }: Elsewhere): string {
  if (earlier === undefined) {
    return t('This image may come from another gateway. The request may be charged.');
  }
  const before = earlier.free
    ? t('This image comes from {0}, which charges nothing.', nameOf(earlier))
    : t('This image comes from {0}.', nameOf(earlier));
  return `${before} ${t('The request may be charged.')}`;
}

function nameOf({ label }: Gateway): string {
  return sanitize(label, 60);
}
