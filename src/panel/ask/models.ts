import type { Gateway } from '../../catalog/gateways.ts';
import { capabilitiesAt, findModel, modelLabel } from '../../catalog/modelLookup.ts';
import { isWellFormed, type Choice } from '../../catalog/choices.ts';
import { MODELS } from '../../catalog/models.ts';
import type { AskView, ModelView } from './protocol.ts';

const AUTO = 'auto';

type Choices = Readonly<Record<Choice, string>>;

/**
 * Returns the models to choose from, each with its choices at the gateway: those of the catalog, and the id or alias from
 * the settings if it is spelled differently.
 *
 * @param gateway undefined if none is selected, which gives each model all of its choices
 * @param own the values of the settings, which a model that is not documented also offers
 */
export function modelViews(
  gateway: Gateway | undefined,
  current: string,
  own: Choices = { aspectRatio: AUTO, imageSize: AUTO },
): Pick<AskView, 'models' | 'anyModel'> {
  const listed = MODELS.some(({ id }) => id === current);
  const ids = [...(listed ? [] : [current]), ...MODELS.map(({ id }) => id)];
  const anyModel = everyChoice(own);
  return { models: ids.map((id) => modelView(gateway, id, anyModel)), anyModel };
}

function modelView(
  gateway: Gateway | undefined,
  id: string,
  anyModel: AskView['anyModel'],
): ModelView {
  const model = findModel(id);
  const capabilities = model && (gateway ? capabilitiesAt(gateway, model) : model.capabilities);
  const label = modelLabel(id);
  if (capabilities === undefined) return { id, label, ...anyModel };
  return {
    id,
    label,
    aspectRatios: [AUTO, ...capabilities.aspectRatios],
    imageSizes: [AUTO, ...capabilities.imageSizes],
    inputTypes: [...(gateway?.inputTypes ?? capabilities.inputTypes)],
    ...(capabilities.maxImages === undefined ? {} : { maxImages: capabilities.maxImages }),
    ...(capabilities.bestImages === undefined ? {} : { bestImages: capabilities.bestImages }),
  };
}

/** Easel checks nothing for a model that is not documented, so it offers the choices of all models. */
function everyChoice(own: Choices): AskView['anyModel'] {
  const all = MODELS.map(({ capabilities }) => capabilities).filter((can) => can !== undefined);
  return {
    aspectRatios: [
      ...new Set([AUTO, ...all.flatMap((can) => can.aspectRatios), ...usable('aspectRatio', own)]),
    ],
    imageSizes: [
      ...new Set([AUTO, ...all.flatMap((can) => can.imageSizes), ...usable('imageSize', own)]),
    ],
  };
}

function usable(choice: Choice, own: Choices): readonly string[] {
  return isWellFormed(choice, own[choice]) ? [own[choice]] : [];
}
