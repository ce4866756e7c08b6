import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { AssetClient } from '../../assets/assetClient.ts';
import { assetStem } from '../../assets/assetName.ts';
import { EXTENSIONS } from '../../assets/formats.ts';
import type { AssetOutput } from '../../assets/makeAsset.ts';
import type { PreparedImage, PrepareFiles } from '../../assets/prepareImages.ts';
import { CheckError, SaveError } from '../../errors.ts';
import type { Labeling } from '../../image/provenance/derived.ts';
import { describeLocalError } from '../../messages/messages.ts';
import { describeRemarks, describeUnprepared } from '../../messages/notices/prepared.ts';
import { sizeText } from '../../text/format.ts';
import type { Translate } from '../../text/translate.ts';
import type { Handlers } from '../handlers.ts';
import type { ToPanel } from '../protocol.ts';
import type { PanelImage } from '../sources/state.ts';
import { hasPlainBackground } from './plainBackground.ts';
import { MAX_PREVIEW_BYTES, type ExportFromPanel, type ExportRecipe } from './protocol.ts';

/** A user who types a number doesn't see a file of each digit. */
const WAIT_MS = 150;
/** Sending a part copies it, and blocks the thread for a few ms at most. */
const PART_BYTES = 1 << 20;

export interface ExporterParts {
  /** Returns the image with an id. */
  readonly find: (id: string) => PanelImage | undefined;
  readonly files: PrepareFiles;
  /** Returns what is known about how an image was made; undefined if files aren't labeled. */
  readonly labelingOf: (uri: string, file: Uint8Array) => Promise<Labeling | undefined>;
  readonly assets: Pick<AssetClient, 'run'>;
  readonly post: (message: ToPanel) => void;
  /** Says that a file was written, and offers to undo that. */
  readonly tell: (written: PreparedImage) => void;
  readonly t: Translate;
  /** How long to wait for a newer request. */
  readonly waitMs?: number;
}

/** The file that a request leads to. */
interface Made {
  readonly request: number;
  readonly image: PanelImage;
  readonly recipe: ExportRecipe;
  readonly output: AssetOutput;
}

interface Source {
  readonly file: Uint8Array;
  readonly labeling: Labeling | undefined;
}

type Preview = Extract<ExportFromPanel, { type: 'preview-export' }>;

/**
 * Makes the files that the form of one page asks for, and writes the one that the page shows. Only the newest request counts: the
 * work for an older one ends, and its file is dropped.
 */
export class Exporter {
  readonly #parts: ExporterParts;
  /** Read once, while the form shows this image. */
  #source: { readonly image: string; readonly read: Promise<Source> } | undefined;
  /** The image whose background was looked at. */
  #judged: string | undefined;
  #stop = new AbortController();
  #newest: number | undefined;
  #made: Made | undefined;

  constructor(parts: ExporterParts) {
    this.#parts = parts;
  }

  readonly handlers: Handlers<ExportFromPanel> = {
    'preview-export': (preview) => this.#preview(preview),
    'write-export': ({ request }) => this.#write(request),
    'close-export': () => {
      this.close();
    },
  };

  /** Ends the work, and frees the memory. */
  readonly close = (): void => {
    this.#stop.abort();
    this.#source = undefined;
    this.#judged = undefined;
    this.#newest = undefined;
    this.#made = undefined;
  };

  async #preview(preview: Preview): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#newest = preview.request;
    this.#made = undefined;
    const { signal } = this.#stop;
    const { find, waitMs = WAIT_MS } = this.#parts;
    const { image: id } = preview;
    try {
      await wait(waitMs, undefined, { signal });
      const image = find(id);
      // The page closes the form by itself when its image is gone.
      if (image === undefined) return;
      await this.#makeOrRefuse(image, preview, signal);
      await this.#judge(image, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** @throws errors that Easel doesn't know; the reason of the signal */
  async #makeOrRefuse(image: PanelImage, preview: Preview, signal: AbortSignal): Promise<void> {
    const { post, t } = this.#parts;
    try {
      await this.#make(image, preview, signal);
    } catch (error) {
      signal.throwIfAborted();
      const isKnown = error instanceof CheckError;
      const text = isKnown
        ? describeLocalError(error, t)
        : t('Easel stopped because of an unexpected error.');
      post({ type: 'export-refused', request: preview.request, text });
      if (!isKnown) throw error;
    }
  }

  /** @throws CheckError; the reason of the signal */
  async #make(image: PanelImage, { request, recipe }: Preview, signal: AbortSignal): Promise<void> {
    const source = await this.#read(image);
    const output = await this.#parts.assets.run('asset', { ...source, recipe }, signal);
    const { file, format, width, height } = output;
    const { length: bytes } = file;
    if (bytes <= MAX_PREVIEW_BYTES) await this.#send(file, request, signal);
    signal.throwIfAborted();
    this.#made = { request, image, recipe, output };
    this.#parts.post({
      type: 'export-made',
      ...{ request, format, width, height, bytes, weight: sizeText(bytes) },
      notes: [...describeRemarks([preparedImage(image.name, output)], this.#parts.t)],
    });
  }

  /** Sends a file in parts. @throws the reason of the signal */
  async #send(file: Uint8Array, request: number, signal: AbortSignal): Promise<void> {
    for (let at = 0; at < file.length; at += PART_BYTES) {
      if (at > 0) await nextTurn();
      signal.throwIfAborted();
      const bytes = new Uint8Array(file.subarray(at, at + PART_BYTES));
      this.#parts.post({ type: 'export-part', request, bytes });
    }
  }

  #read({ id, uri }: PanelImage): Promise<Source> {
    const { files, labelingOf } = this.#parts;
    if (this.#source?.image === id) return this.#source.read;
    const read = files.read(uri).then(async (file) => ({
      file,
      labeling: await labelingOf(uri, file),
    }));
    const source = { image: id, read };
    this.#source = source;
    // The file can come back.
    read.catch(() => {
      if (this.#source === source) this.#source = undefined;
    });
    return read;
  }

  /** Says once for each image whether its background can be removed. After the preview, which the user waits for. */
  async #judge(image: PanelImage, signal: AbortSignal): Promise<void> {
    if (this.#judged === image.id) return;
    const { file } = (await this.#read(image).catch(ignoreUnreadable)) ?? {};
    if (file === undefined) return;
    const isPlain = await hasPlainBackground(file, this.#parts.assets, signal);
    this.#judged = image.id;
    this.#parts.post({ type: 'export-background', image: image.id, isPlain });
  }

  async #write(request: number): Promise<void> {
    const made = this.#made;
    if (made?.request !== request) return;
    // A second click writes nothing.
    this.#made = undefined;
    const { post, tell, t } = this.#parts;
    try {
      const written = await this.#publish(made);
      post({ type: 'export-written', request });
      tell(written);
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      // Unless the user has asked for another one.
      if (this.#newest === request) this.#made = made;
      const text = describeUnprepared({ name: made.image.name, error }, t);
      post({ type: 'export-unwritten', request, text });
    }
  }

  /** @throws SaveError */
  async #publish({ image, recipe, output }: Made): Promise<PreparedImage> {
    const { files } = this.#parts;
    const stem = assetStem(image.name, recipe, output);
    const target = { folder: files.parent(image.uri), stem };
    const [extension] = EXTENSIONS[output.format];
    const uri = await files.publish(output.file, target, extension);
    return { ...preparedImage(image.name, output), uri, name: files.name(uri) };
  }
}

/** The form says it already. */
function ignoreUnreadable(error: unknown): undefined {
  if (!(error instanceof CheckError)) throw error;
}

/** @param source the name of the image */
function preparedImage(source: string, { file, ...made }: AssetOutput) {
  return { ...made, name: source, source, bytes: file.length };
}
