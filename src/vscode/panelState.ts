import { foreign } from '../run/foreign.ts';
import type { Translate } from '../run/message.ts';
import type {
  FailureView,
  HostView,
  ImageView,
  ResultView,
  RunView,
  SetupView,
} from './panelProtocol.ts';

/** An image the host knows: the user picked it, or it is a result. */
export interface PanelImage {
  readonly id: string;
  /** Stays on this side: the panel knows the id alone. */
  readonly uri: string;
  readonly name: string;
  readonly details: string;
  readonly canPreview: boolean;
  /** By the bytes. */
  readonly mimeType: string;
  /** In Easel's own storage, so results do not go beside it. */
  readonly pasted?: true;
}

export interface PanelResult extends PanelImage {
  /** The URI of what it was made from; absent for a new image. */
  readonly source?: string;
}

/** What settings, trust and the open folders say. */
export interface PanelEnvironment extends Pick<
  HostView,
  'gateway' | 'models' | 'anyModel' | 'defaults'
> {
  readonly trusted: boolean;
  readonly hasFolder: boolean;
}

export interface PanelState {
  readonly environment: PanelEnvironment;
  /** The first is the source, the others are references. */
  readonly images: readonly PanelImage[];
  readonly run: RunView | undefined;
  readonly results: readonly PanelResult[];
  readonly warnings: readonly string[];
  readonly failure: FailureView | undefined;
}

export type PanelEvent =
  | { readonly kind: 'environment'; readonly environment: PanelEnvironment }
  | {
      readonly kind: 'restored';
      readonly images: readonly PanelImage[];
      readonly results: readonly PanelResult[];
    }
  | {
      readonly kind: 'images-chosen';
      readonly role: 'source' | 'reference';
      readonly images: readonly PanelImage[];
    }
  | { readonly kind: 'image-removed'; readonly id: string }
  | { readonly kind: 'image-moved'; readonly id: string; readonly to: number }
  | { readonly kind: 'run-progressed'; readonly run: RunView }
  | {
      readonly kind: 'run-ended';
      readonly results: readonly PanelResult[];
      readonly warnings: readonly string[];
      readonly failure?: FailureView;
    };

/** A panel that shows nothing yet. */
export function emptyState(environment: PanelEnvironment): PanelState {
  return {
    environment,
    images: [],
    run: undefined,
    results: [],
    warnings: [],
    failure: undefined,
  };
}

export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.kind) {
    case 'environment':
      return { ...state, environment: event.environment };
    case 'restored':
      return { ...state, images: event.images, results: event.results };
    case 'images-chosen':
      return { ...state, images: withChosen(state.images, event) };
    case 'image-removed':
      return { ...state, images: state.images.filter(({ id }) => id !== event.id) };
    case 'image-moved':
      return { ...state, images: moved(state.images, event) };
    case 'run-progressed':
      return { ...state, run: event.run, failure: undefined };
    case 'run-ended':
      return ended(state, event);
  }
}

/** A new source takes the old one's place; whatever was chosen along with it goes with the references. */
function withChosen(
  current: readonly PanelImage[],
  { role, images }: Extract<PanelEvent, { kind: 'images-chosen' }>,
): readonly PanelImage[] {
  if (images.length === 0) return current;
  const all = role === 'source' ? [...images, ...current.slice(1)] : [...current, ...images];
  return all.filter(({ uri }, index) => all.findIndex((other) => other.uri === uri) === index);
}

/** A place beyond the end is the end. */
function moved(
  images: readonly PanelImage[],
  { id, to }: Extract<PanelEvent, { kind: 'image-moved' }>,
): readonly PanelImage[] {
  const image = images.find((one) => one.id === id);
  if (image === undefined) return images;
  return images.filter((one) => one !== image).toSpliced(to, 0, image);
}

/** A run that brought nothing leaves the last results where they are: they may be what the next run starts from. */
function ended(
  state: PanelState,
  { results, warnings, failure }: Extract<PanelEvent, { kind: 'run-ended' }>,
): PanelState {
  const brought = results.length > 0 ? { results, warnings } : {};
  return { ...state, ...brought, run: undefined, failure };
}

/** The image or result with that id; undefined for an id that was never handed out or is gone. */
export function findImage(state: PanelState, id: string): PanelImage | PanelResult | undefined {
  return [...state.results, ...state.images].find((image) => image.id === id);
}

/** @param address where the webview loads an image from, by its URI */
export function toView(
  state: PanelState,
  address: (uri: string) => string,
  t: Translate,
): HostView {
  const { environment, images, results, run, failure, warnings } = state;
  const { gateway, models, anyModel, defaults } = environment;
  const setup = missing(state, t);
  return {
    ...(gateway === undefined ? {} : { gateway }),
    models,
    anyModel,
    defaults,
    ...(setup === undefined ? {} : { setup }),
    images: images.map((image) => imageView(image, address)),
    ...(run === undefined ? {} : { run }),
    results: results.map((result) => resultView(result, address)),
    warnings: [...warnings],
    ...(failure === undefined ? {} : { failure }),
  };
}

function imageView(
  { id, name, details, canPreview, mimeType, uri }: PanelImage,
  address: (uri: string) => string,
): ImageView {
  return {
    id,
    name: foreign(name),
    details,
    mimeType,
    ...(canPreview ? { src: address(uri) } : {}),
  };
}

function resultView(result: PanelResult, address: (uri: string) => string): ResultView {
  return {
    ...imageView(result, address),
    actions: [
      'open',
      'reveal',
      ...(result.source === undefined ? [] : (['compare'] as const)),
      'use-as-source',
    ],
  };
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
      text: t(
        'No gateway is chosen yet. Practice needs no key and no network; the others work with your own key.',
      ),
      label: t('Choose Gateway'),
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
