import type { ActionReport } from '../../run/runnerParts.ts';
import type { Localization } from '../../route/describe/localization.ts';
import { modelRemark } from '../../text/modelRemark.ts';
import { costText } from '../ask/prices.ts';
import { factsLine } from '../results/facts.ts';
import type { RunInputs } from '../results/state.ts';
import type { PanelOptions } from './options.ts';

/** Returns the inputs of a run and its facts, for its results. */
export function runInputs(
  options: PanelOptions,
  { plan, reports, result }: Pick<ActionReport, 'plan' | 'reports' | 'result'>,
  localization: Localization,
): RunInputs {
  const { prompt, images = [], region } = options;
  const { model = plan?.model ?? '', aspectRatio = 'auto', imageSize = 'auto' } = options;
  const { size, background } = options;
  const { usage, warnings } = result;
  const facts = factsLine(
    {
      isRegion: region !== undefined,
      model,
      gateway: plan?.gateway.label ?? '',
      tookMs: reports.reduce((sum, report) => sum + report.tookMs, 0),
      cost: plan && costText(plan, plan.autoSize ?? imageSize, usage, localization),
      ...(usage && { usage }),
    },
    localization.t,
  );
  const remark = modelRemark(reports, 400);
  return {
    prompt,
    model,
    ...(plan && { gateway: plan.gateway.id }),
    aspectRatio,
    imageSize,
    ...(size !== undefined && { size }),
    ...(background === 'transparent' && { background }),
    images,
    ...(region && { region }),
    facts,
    ...(remark && { remark }),
    warnings,
  };
}
