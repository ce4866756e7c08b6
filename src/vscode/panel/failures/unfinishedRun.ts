import * as vscode from 'vscode';
import { CancelledError } from '../../../errors.ts';
import { offeredActions } from '../../../messages/actions.ts';
import { chargeAt, type Action } from '../../../messages/message.ts';
import { describeError } from '../../../messages/messages.ts';
import { failureCard } from '../../../panel/failures/card.ts';
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
  const { text, actions, cancelled } = outcomeOf(run);
  const counts = requestCounts(run);
  const texts = [text, ...counts, ...(alternative ? [alternative.sentence] : [])];
  return {
    ...(cancelled && { cancelled }),
    prompt: promptTitle(remaining.prompt),
    ...failureCard(
      {
        texts: texts.map((one) => redact(one, keys)),
        needed: counts,
        actions,
        alternative: alternative?.label,
      },
      PANEL_FACTS,
      t,
    ),
  };
}

interface Outcome {
  readonly text: string;
  readonly actions: readonly Action[];
  readonly cancelled?: true;
}

function outcomeOf({ report, done }: UnfinishedRun): Outcome {
  if (report.failure === undefined) {
    return {
      cancelled: true,
      text: t("Canceled. The remaining requests weren't sent."),
      actions: ['try-again'],
    };
  }
  const { failure, plan } = report;
  const message = describeError(failure, t, {
    gateway: plan?.gateway,
    hasPaidOthers: done > 0,
  });
  const facts = { ...actionFacts(report), ...PANEL_FACTS };
  const charge = chargeAt(failure.charge, plan?.gateway);
  return {
    ...(failure instanceof CancelledError && { cancelled: true }),
    text: message.text,
    actions: offeredActions(message, facts, charge),
  };
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
    t('{0} of {1} requests returned an image.', done, count),
    ...(unsent === 0 ? [] : [t('Not sent: {0}.', unsent)]),
  ];
}
