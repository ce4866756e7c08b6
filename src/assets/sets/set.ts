import type { Size } from '../layout.ts';
import type { Atlas } from './sprites/atlas.ts';

/** The sets that Easel makes. */
export const SET_IDS = [
  'favicon',
  'apple',
  'android',
  'windows',
  'vscode',
  'social',
  'responsive',
  'density',
  'sprites',
] as const;
export type SetId = (typeof SET_IDS)[number];

/**
 * How the image gets onto a member. `contain` shows all of it, and `cover` fills the member. A number is the diameter of the safe zone,
 * as a share of the member's shorter side: all that can be seen of the image is inside this circle, because the rest may be masked.
 */
export type Placement = 'contain' | 'cover' | number;

/** An image of a set. */
export interface Member extends Size {
  /** In the set's folder, with `/`, and without an extension, which depends on the format. */
  readonly path: string;
  readonly placement: Placement;
  /** `fallback` is JPEG, or PNG for an image with transparency: for programs that don't read WebP. */
  readonly format: 'png' | 'jpeg' | 'webp' | 'fallback';
  /** Has no transparent pixels. */
  readonly isOpaque?: boolean;
  /** The set works without it, so it is left out if the image has fewer pixels. Others are enlarged. */
  readonly isOptional?: boolean;
}

/** An icon file with several images. */
export interface IconFile {
  readonly path: string;
  /** Sides in px. */
  readonly sides: readonly number[];
}

/** The images of a set, for one source. */
export interface SetPlan {
  readonly members: readonly Member[];
  readonly icons: readonly IconFile[];
}

/** A file of a set that is an image. */
export interface MadeFile extends Size {
  readonly path: string;
  readonly format: 'png' | 'jpeg' | 'webp' | 'ico';
  /** Sides in px of the images in an icon file. */
  readonly sides?: readonly number[];
  /** What it is made for. */
  readonly purpose: 'any' | 'maskable';
  readonly isOpaque: boolean;
  /** The source had fewer pixels. */
  readonly isEnlarged: boolean;
}

/** What the texts of a set depend on. */
export interface SetFacts {
  readonly files: readonly MadeFile[];
  /** The color behind opaque members: `#ffffff`. */
  readonly background: string;
  /** The name of the image, without its extension. */
  readonly stem: string;
  /** The sprites of a sheet. */
  readonly atlas?: Atlas | undefined;
}

/** Where a set is, as its texts name it. */
export interface SetPlace {
  /** Stands before the paths in HTML: `icons/`, or `/icons/` below a site's root. */
  readonly base: string;
  /** The name of the project. */
  readonly name: string;
}

/** A text file of a set. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** The text that puts a set to use. */
export interface Snippet {
  /** VS Code's name of the language. */
  readonly language: 'html' | 'json';
  readonly text: string;
}

/** A kind of set, as data. */
export interface SetKind {
  /** The name of a new folder for it. @param stem of the image */
  readonly folder: (stem: string) => string;
  /** @param source the size of the image */
  readonly plan: (source: Size, stem: string) => SetPlan;
  readonly texts?: (facts: SetFacts, place: SetPlace) => readonly TextFile[];
  readonly snippet?: (facts: SetFacts, place: SetPlace) => Snippet;
}

/** Returns a square member with transparency. */
export function square(path: string, side: number, more: Partial<Member> = {}): Member {
  return { path, width: side, height: side, placement: 'contain', format: 'png', ...more };
}
