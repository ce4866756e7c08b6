import type { PhotoFacts } from '../../image/prepare/preparation.ts';
import type { Strokes } from '../../image/region/strokes.ts';
import type { Changes } from '../changes.ts';
import type { Role } from './protocol.ts';

/** An image that the host knows: the user picked it, or it is a result. */
export interface PanelImage {
  readonly id: string;
  /** Stays on the host's side. The page only gets the id. */
  readonly uri: string;
  readonly name: string;
  /** Size of the file. */
  readonly bytes: number;
  readonly details: string;
  readonly canPreview: boolean;
  /** The URI of a smaller image in Easel's own storage, for a file that the page can't draw. Not stored with the panel. */
  readonly standIn?: string | undefined;
  /** There is no such image, because the file can't be decoded. */
  readonly hasNoStandIn?: true;
  /** The type of the bytes. */
  readonly mimeType: string;
  /** What decides how the image is sent. Absent for images that an earlier version stored. */
  readonly photo?: PhotoFacts | undefined;
  /** The size in px, if a region can be marked on the image. */
  readonly markable?: { readonly width: number; readonly height: number };
  /** The marked region, which applies while the image is the source. */
  readonly region?: Strokes | undefined;
  /** The file is in Easel's own storage, so results are not saved next to it. */
  readonly pasted?: true;
}

/** The facts of a file that decide what is sent of it. */
export type { PhotoFacts };

export interface SourcesState {
  /** The first is the source, the others are references. */
  readonly images: readonly PanelImage[];
}

export type SourcesEvent =
  | { readonly kind: 'images-replaced'; readonly images: readonly PanelImage[] }
  | {
      readonly kind: 'images-chosen';
      readonly role: Role;
      readonly images: readonly PanelImage[];
    }
  | { readonly kind: 'image-removed'; readonly id: string }
  | { readonly kind: 'image-moved'; readonly id: string; readonly to: number };

export const sourcesChanges: Changes<SourcesState, SourcesEvent> = {
  'images-replaced': (_state, { images }) => ({ images }),
  'images-chosen': ({ images }, event) => ({ images: addImages(images, event) }),
  'image-removed': ({ images }, event) => ({ images: images.filter(({ id }) => id !== event.id) }),
  'image-moved': ({ images }, event) => ({ images: moveImage(images, event) }),
};

/**
 * Adds chosen images and lists each file once. A new source replaces the old one, and further images become references.
 * Without a source, the first reference becomes the source.
 */
function addImages(
  current: readonly PanelImage[],
  { role, images }: Extract<SourcesEvent, { kind: 'images-chosen' }>,
): readonly PanelImage[] {
  if (images.length === 0) return current;
  const all = role === 'source' ? [...images, ...current.slice(1)] : [...current, ...images];
  return all.filter(({ uri }, index) => all.findIndex((other) => other.uri === uri) === index);
}

/** Moves past the end go to the end. */
function moveImage(
  images: readonly PanelImage[],
  { id, to }: Extract<SourcesEvent, { kind: 'image-moved' }>,
): readonly PanelImage[] {
  const image = images.find((one) => one.id === id);
  if (image === undefined) return images;
  return images.filter((one) => one !== image).toSpliced(to, 0, image);
}
