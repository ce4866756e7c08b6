import type { Gateway } from '../../catalog/gateways.ts';
import { capabilitiesAt, findModel, isWellFormed, type Choice } from '../../catalog/lookup.ts';
import { MODELS } from '../../catalog/models.ts';
import type { HostView, ModelView } from '../viewProtocol.ts';

const AUTO = 'auto';

type Choices = Readonly<Record<Choice, string>>;

/**
 * The models to choose from, each with what it has at the gateway: the catalogue's, and the settings' own id or alias where
 * it is spelled in another way.
 *
 * @param gateway undefined while none is chosen: then what the model has in general
 * @param own what the settings ask for: a model that nobody documents is sent that too
 */
export function modelViews(
  gateway: Gateway | undefined,
  current: string,
  own: Choices = { aspectRatio: AUTO, imageSize: AUTO },
): Pick<HostView, 'models' | 'anyModel'> {
  const listed = MODELS.some(({ id }) => id === current);
  const ids = [...(listed ? [] : [current]), ...MODELS.map(({ id }) => id)];
  const anyModel = everyChoice(own);
  return { models: ids.map((id) => modelView(gateway, id, anyModel)), anyModel };
}

function modelView(
  gateway: Gateway | undefined,
  id: string,
  anyModel: HostView['anyModel'],
): ModelView {
  const model = findModel(id);
  const can = model && (gateway ? capabilitiesAt(gateway, model) : model.capabilities);
  const label = model ? `${model.name} (${id})` : id;
  if (can === undefined) return { id, label, ...anyModel };
  return {
    id,
    label,
    aspectRatios: [AUTO, ...can.aspectRatios],
    imageSizes: [AUTO, ...can.imageSizes],
    inputTypes: [...can.inputTypes],
    ...(can.mostImages === undefined ? {} : { mostImages: can.mostImages }),
    ...(can.bestImages === undefined ? {} : { bestImages: can.bestImages }),
  };
}

/** Nothing is checked for a model that nobody documents, so nothing that any model has is withheld. */
function everyChoice(own: Choices): HostView['anyModel'] {
  const all = MODELS.map(({ capabilities }) => capabilities).filter((can) => can !== undefined);
  return {
    aspectRatios: [
      ...new Set([AUTO, ...all.flatMap((can) => can.aspectRatios), ...sent('aspectRatio', own)]),
    ],
    imageSizes: [
      ...new Set([AUTO, ...all.flatMap((can) => can.imageSizes), ...sent('imageSize', own)]),
    ],
  };
}

function sent(what: Choice, own: Choices): readonly string[] {
  return isWellFormed(what, own[what]) ? [own[what]] : [];
}
