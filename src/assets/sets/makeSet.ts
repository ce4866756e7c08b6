import { decodeStored } from '../../image/decode/decodeImage.ts';
import { uprightPixels } from '../../image/decode/raster.ts';
import { inspectImage } from '../../image/formats/inspect.ts';
import { readAppearance } from '../../image/metadata/appearance.ts';
import { isOpaque, toEightBits, type Pixels } from '../../image/pixels/pixels.ts';
import { conversionLabel, type Labeling } from '../../image/provenance/derived.ts';
import { readProvenance } from '../../image/provenance/readProvenance.ts';
import { encodeAsset, type Statements } from '../encode.ts';
import { EXTENSIONS, USUAL_QUALITY, type WrittenType } from '../formats.ts';
import { backdropOf, hexColor, type Backdrop } from './backdrop.ts';
import { encodeIco } from './ico.ts';
import { createLadder, type Ladder } from './ladder.ts';
import { drawMember, layOutMember } from './placeMember.ts';
import { makeSprites } from './sprites/makeSprites.ts';
import type { Atlas } from './sprites/atlas.ts';
import type { Grid } from './sprites/slice.ts';
import { square, type IconFile, type MadeFile, type Member, type SetId } from './set.ts';
import { SET_KINDS } from './setKinds.ts';

export interface SetInput {
  /** An image file that Easel decodes. */
  readonly file: Uint8Array;
  readonly set: SetId;
  /** The name of the image, without its extension. */
  readonly stem: string;
  /** How the sprites of a sheet are arranged. Without it, transparent gaps separate them. */
  readonly grid?: Grid | undefined;
  /** Missing: the files say nothing about how they were made. */
  readonly labeling?: Labeling | undefined;
}

/** A file of a set, with its place among all bytes: threads share memory only as one block. */
export interface PackedFile extends MadeFile {
  readonly start: number;
  readonly end: number;
}

export interface SetOutput {
  /** The files one after the other. */
  readonly bytes: Uint8Array;
  readonly files: readonly PackedFile[];
  /** The color behind opaque members: `#ffffff`. */
  readonly background: string;
  /** Paths of members that the image has too few pixels for. */
  readonly omitted: readonly string[];
  /** How many frames the image has. The set is made from the first. */
  readonly frames: number;
  /** The image has Content Credentials. The files can't have them: a signature covers the image's own bytes. */
  readonly losesCredentials: boolean;
  /** The sprites of a sheet. */
  readonly atlas?: Atlas;
}

/**
 * Makes all images of a set. Decodes the image once, and scales it down in steps. Seconds for large images.
 *
 * @throws CheckError `no-pixels`, `no-sprites`
 */
export async function makeSet({ file, set, stem, grid, labeling }: SetInput): Promise<SetOutput> {
  const appearance = readAppearance(file, inspectImage(file)?.type ?? 'png');
  const provenance = readProvenance(file);
  const statements = { ...appearance, label: conversionLabel(provenance, labeling) };
  const stored = await decodeStored(file);
  const source = toEightBits(uprightPixels(stored));
  const about = { frames: stored.frames, losesCredentials: provenance.hasCredentials };
  if (set === 'sprites') {
    const { made, atlas } = await makeSprites(source, { stem, grid, statements });
    return { ...packed(made), background: '', omitted: [], ...about, atlas };
  }
  const { members, icons } = SET_KINDS[set].plan(source, stem);
  const studio = studioFor(source, statements);
  const isLeftOut = (member: Member) =>
    member.isOptional === true && layOutMember(source, member, studio.backdrop).isEnlarged;
  const kept = members.filter((member) => !isLeftOut(member));
  const drawn = drawAll(kept, icons, studio);
  // At the same time, because PNG files are compressed in Node's threads.
  const made = await Promise.all([
    ...icons.map((icon) => makeIcon(icon, studio, drawn)),
    ...kept.map((member) => makeMember(member, studio, drawn)),
  ]);
  return {
    ...packed(made),
    background: hexColor(studio.backdrop.color),
    omitted: members.filter(isLeftOut).map(({ path }) => path),
    ...about,
  };
}

/** What all members are made with. */
interface Studio {
  readonly source: Pixels;
  readonly isOpaque: boolean;
  readonly backdrop: Backdrop;
  readonly ladder: Ladder;
  readonly statements: Statements;
}

function studioFor(source: Pixels, statements: Statements): Studio {
  const backdrop = backdropOf(source);
  const ladder = createLadder(source);
  return { source, isOpaque: isOpaque(source.data), backdrop, ladder, statements };
}

type Drawn = ReadonlyMap<string, Pixels>;

/** Draws the largest ones first, as the ladder needs it. */
function drawAll(
  members: readonly Member[],
  icons: readonly IconFile[],
  { source, backdrop, ladder }: Studio,
): Drawn {
  const entries = icons.flatMap((icon) => icon.sides.map((side) => entryOf(icon, side)));
  const layouts = [...members, ...entries].map(
    (member) => [member, layOutMember(source, member, backdrop)] as const,
  );
  layouts.sort(
    ([, a], [, b]) => b.scaled.width * b.scaled.height - a.scaled.width * a.scaled.height,
  );
  const drawn = new Map<string, Pixels>();
  for (const [member, layout] of layouts) {
    const scaled = ladder.scale(layout.crop, layout.scaled);
    const color = member.isOpaque ? backdrop.color : undefined;
    drawn.set(keyOf(member), drawMember(scaled, layout, color));
  }
  return drawn;
}

/** An image in an icon file. */
function entryOf({ path }: IconFile, side: number): Member {
  return square(`${path}/${side}`, side);
}

/** Two members can have the same path, with other formats. */
function keyOf({ path, format }: Member): string {
  return `${path} ${format}`;
}

function drawnFor(member: Member, drawn: Drawn): Pixels {
  const pixels = drawn.get(keyOf(member));
  if (pixels === undefined) throw new Error(`${member.path} is not drawn`);
  return pixels;
}

async function makeIcon(icon: IconFile, { source, backdrop }: Studio, drawn: Drawn) {
  const { path, sides } = icon;
  const entries = sides.map((side) => entryOf(icon, side));
  const side = Math.max(...sides);
  return {
    path,
    format: 'ico',
    sides,
    width: side,
    height: side,
    purpose: 'any',
    isOpaque: false,
    isEnlarged: entries.some((entry) => layOutMember(source, entry, backdrop).isEnlarged),
    bytes: await encodeIco(entries.map((entry) => drawnFor(entry, drawn))),
  } as const;
}

async function makeMember(member: Member, studio: Studio, drawn: Drawn) {
  const { source, backdrop, statements } = studio;
  const pixels = drawnFor(member, drawn);
  const format = formatOf(member, studio);
  return {
    path: `${member.path}.${EXTENSIONS[format][0]}`,
    format,
    width: pixels.width,
    height: pixels.height,
    purpose: member.isOpaque && typeof member.placement === 'number' ? 'maskable' : 'any',
    isOpaque: isOpaque(pixels.data),
    isEnlarged: layOutMember(source, member, backdrop).isEnlarged,
    bytes: await encodeAsset(pixels, format, USUAL_QUALITY, statements),
  } as const;
}

function formatOf({ format }: Member, studio: Studio): WrittenType {
  if (format !== 'fallback') return format;
  return studio.isOpaque ? 'jpeg' : 'png';
}

/** Puts all files into one block. */
function packed(made: readonly (MadeFile & { readonly bytes: Uint8Array })[]) {
  let end = 0;
  const files = made.map(({ bytes, ...file }): PackedFile => {
    const start = end;
    end += bytes.length;
    return { ...file, start, end };
  });
  return { bytes: Buffer.concat(made.map(({ bytes }) => bytes)), files };
}
