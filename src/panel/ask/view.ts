import type { AskView } from './protocol.ts';
import type { AskState } from './state.ts';

export function askView({ environment, prompts }: AskState): AskView {
  const { gateway, free, models, anyModel, defaults } = environment;
  return {
    ...(gateway === undefined ? {} : { gateway }),
    ...(free && { free }),
    models,
    anyModel,
    defaults,
    prompts: [...prompts],
  };
}
