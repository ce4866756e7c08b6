import * as vscode from 'vscode';
import { CancelledError } from '../../../errors.ts';
import { actionLabel, offeredActions } from '../../../messages/actions.ts';
import { chargeAt, type Action } from '../../../messages/message.ts';
import { describeError } from '../../../messages/messages.ts';
import type { FailureView } from '../../../panel/failures/protocol.ts';
import { PANEL_FACTS } from '../../../panel/failures/remedies.ts';
import { promptTitle } from '../../../panel/runs/promptTitle.ts';
import type { UnfinishedRun } from '../../../panel/runs/unfinished.ts';
import { actionFacts } from '../../../run/report/actionFacts.ts';
import { redact } from '../../../text/redact.ts';

const t = vscode.l10n.t;

/** Describes a run that failed or was canceled. @param keys to remove from the text */
export function describeUnfinished(
  run: UnfinishedRun,
  keys: readonly string[],
): Omit<FailureView, 'id'> {
  const { alternative, remaining } = run;
  const { text, ...rest } = outcomeOf(run, keys);
  const sentences = [text, ...(alternative ? [alternative.sentence] : []), ...requestCounts(run)];
  return {
    ...rest,
    text: sentences.join(' '),
    prompt: promptTitle(remaining.prompt),
    ...(alternative && { alternative: alternative.label }),
  };
}

function outcomeOf(
  { report }: UnfinishedRun,
  keys: readonly string[],
): Pick<FailureView, 'text' | 'actions' | 'cancelled'> {
  if (report.failure === undefined) {
    return {
      cancelled: true,
      text: t("Canceled. The remaining requests weren't sent."),
      actions: buttons(['try-again']),
    };
  }
  const { failure, plan } = report;
  const message = describeError(failure, t, { gateway: plan?.gateway });
  const facts = { ...actionFacts(report), ...PANEL_FACTS };
  const charge = chargeAt(failure.charge, plan?.gateway);
  return {
    ...(failure instanceof CancelledError && { cancelled: true }),
    text: redact(message.text, keys),
    actions: buttons(offeredActions(message, facts, charge)),
  };
}

function buttons(actions: readonly Action[]): FailureView['actions'] {
  return actions.map((action) => ({ action, label: actionLabel(action, PANEL_FACTS, t) }));
}

/** Says how many of several requests returned an image. */
function requestCounts({ done, count, report }: UnfinishedRun): readonly string[] {
  if (count === 1) return [];
  const unsent = count - report.reports.length;
  const failed = report.reports.length - done;
  return [
    ...(failed > 1 && !(report.failure instanceof CancelledError)
      ? [t('{0} requests failed.', failed)]
      : []),
    unsent === 0
      ? t('{0} of {1} requests returned an image.', done, count)
      : t('{0} of {1} requests returned an image. Not sent: {2}.', done, count, unsent),
  ];
}
