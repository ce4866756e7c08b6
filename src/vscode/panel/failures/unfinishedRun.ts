import * as vscode from 'vscode';
import type { Action } from '../../../messages/message.ts';
import type { FailureView } from '../../../panel/failures/protocol.ts';
import { promptTitle } from '../../../panel/runs/promptTitle.ts';
import type { UnfinishedRun } from '../../../panel/runs/unfinished.ts';
import { runsWithDownloads } from '../../recovery/downloadAgain.ts';
import { failureView } from '../results/showImage.ts';

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

function outcomeOf({ report }: UnfinishedRun, keys: readonly string[]): Omit<FailureView, 'id'> {
  if (report?.failure) {
    return failureView(
      report.failure,
      (action) => canDo(action, report),
      keys,
      report.plan?.gateway,
    );
  }
  return {
    cancelled: true,
    text: t('Canceled.'),
    actions: [{ action: 'try-again', label: t('Try Again') }],
  };
}

function canDo(action: Action, { plan, reports }: NonNullable<UnfinishedRun['report']>): boolean {
  switch (action) {
    case 'open-site':
      return plan?.gateway.site !== undefined;
    case 'save-anyway':
      return reports.some(({ keeps }) => keeps);
    case 'download-again':
      return runsWithDownloads(reports).length > 0;
    case 'choose-folder':
      // The panel saves next to its images.
      return false;
    default:
      return true;
  }
}

/** For a run of several requests. */
function requestCounts({ done, count, report }: UnfinishedRun): readonly string[] {
  if (count === 1) return [];
  const unsent = count - done - (report?.failure ? 1 : 0);
  return [
    unsent === 0
      ? t('{0} of {1} requests returned an image.', done, count)
      : t('{0} of {1} requests returned an image. {2} were not sent.', done, count, unsent),
  ];
}
