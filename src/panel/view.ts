import { sanitize } from '../text/sanitize.ts';
import type { Translate } from '../text/translate.ts';
import type { RunInputs } from './memory/memory.ts';
import type { HostView, ImageView, ResultView, SetupView } from './viewProtocol.ts';
import { regionView } from './region/view.ts';
import type { PanelImage, PanelResult, PanelState, Preview } from './state.ts';

/** @param address where the webview loads an image from, by its URI */
export function toView(
  state: PanelState,
  address: (uri: string) => string,
  t: Translate,
): HostView {
  const { environment, images, results, runs, failures, prompts } = state;
  const { gateway, free, models, anyModel, defaults } = environment;
  const setup = missing(state, t);
  return {
    ...(gateway === undefined ? {} : { gateway }),
    ...(free && { free }),
    models,
    anyModel,
    defaults,
    ...(setup === undefined ? {} : { setup }),
    images: images.map((image, place) => ({
      ...imageView(image, address),
      ...(place === 0 ? regionView(image) : undefined),
    })),
    runs: [...runs],
    results: results.map((result) => resultView(result, address)),
    failures: [...failures],
    prompts: [...prompts],
  };
}

function imageView(
  { id, name, details, canPreview, mimeType, uri }: PanelImage,
  address: (uri: string) => string,
): ImageView {
  return {
    id,
    name: sanitize(name),
    details,
    mimeType,
    ...(canPreview ? { src: address(uri) } : {}),
  };
}

function resultView(result: PanelResult, address: (uri: string) => string): ResultView {
  const { source, made, preview } = result;
  return {
    ...imageView(result, address),
    ...(preview && { preview: previewView(preview, address) }),
    warnings: [...(made?.warnings ?? [])],
    ...(source?.canPreview
      ? { source: { name: sanitize(source.name), src: address(source.uri) } }
      : {}),
    ...(made ? { made: madeView(made) } : {}),
    actions: [
      'use-as-source',
      ...(made ? (['try-again'] as const) : []),
      'open',
      'copy-image',
      'save-as',
      'reference',
      ...(made ? (['reuse'] as const) : []),
      'reveal',
      ...(source ? (['compare'] as const) : []),
      'copy-path',
      'trash',
    ],
  };
}

function previewView({ uri, width, height }: Preview, address: (uri: string) => string) {
  return { src: address(uri), width, height };
}

function madeView({ prompt, facts, said }: RunInputs): NonNullable<ResultView['made']> {
  return { prompt: sanitize(prompt, 400), facts, ...(said && { said: sanitize(said, 400) }) };
}

/** What has to be done before a run can work, the first thing first. */
function missing({ environment, images }: PanelState, t: Translate): SetupView | undefined {
  if (!environment.trusted) {
    return {
      action: 'trust',
      text: t('This workspace is in Restricted Mode, so nothing is sent.'),
      label: t('Manage Workspace Trust'),
    };
  }
  if (environment.gateway === undefined) {
    return {
      action: 'choose-gateway',
      text:
        environment.unusable ??
        t(
          'No gateway is chosen yet. Practice needs no key and no network; the others work with your own key.',
        ),
      label: t('Choose Gateway'),
    };
  }
  if (environment.needsKey) {
    return {
      action: 'set-key',
      text: t(
        '{0} has no key here yet. It is kept in the secret storage of VS Code and goes to that gateway alone.',
        environment.gateway,
      ),
      label: t('Set API Key'),
    };
  }
  if (!environment.hasFolder && (images[0] === undefined || images[0].pasted)) {
    return {
      action: 'open-folder',
      text: t(
        'No folder is open. Choose an image, whose result is saved beside it, or open a folder for new ones.',
      ),
      label: t('Open Folder'),
    };
  }
  return undefined;
}
