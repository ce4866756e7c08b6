import type { KeyOwner } from '../catalog/credentials.ts';
import type { Disk } from '../disk/disk.ts';
import type { Target } from '../disk/target.ts';
import type { EaselError } from '../errors.ts';
import type { PostProgress } from '../gateway/post.ts';
import type { Warning } from '../messages/warning.ts';
import type { HostedOptions } from '../reply/hosted/download.ts';
import type { PayloadStore, Reply, ReplyImage } from '../reply/types.ts';
import type { UnwrittenImage } from '../spool/unwrittenImages.ts';
import type { RecheckFolder } from '../spool/preflight.ts';
import type { Publish, SavedFile } from './saveImages.ts';

/** The services that one run needs. */
export interface RunParts {
  /** Returns the key or the header's secret that is stored for a gateway's entry at its origin. */
  readonly keyFor: (owner: KeyOwner) => Promise<string | undefined>;
  /** Starts the Practice gateway unless it is running, and returns its base URL. */
  readonly practice: () => Promise<string>;
  /** The spool's folder: an absolute path. */
  readonly spoolRoot: string;
  readonly publish: Publish;
  /** Checks that the target takes a file, before anything is paid for; the returned check runs before publishing. Throws CheckError. */
  readonly checkTarget?: (target: Target) => Promise<RecheckFolder>;
  /** Takes an image that no disk accepted, and offers it until it is saved or discarded. */
  readonly hold?: (image: UnwrittenImage) => void;
  /** The spool's disk; the real one by default. */
  readonly disk?: Disk;
  /** Where payloads go when the spool's disk refuses them: an absolute path; the system's folder by default. */
  readonly temporary?: string;
  /** The time in ms since 1970. */
  readonly now: () => number;
  /** How long image data may stop flowing, in ms; a minute by default. */
  readonly idleMs?: number;
  /** Resolver and waits for hosted images; the usual ones by default. */
  readonly hosted?: Omit<HostedOptions, 'gatewayOrigin'>;
}

export interface RunProgress extends Omit<PostProgress, 'phase'> {
  readonly phase: PostProgress['phase'] | 'saving';
  /** The size of the request's body, in bytes. */
  readonly totalBytes: number;
}

/** The caller's controls while a run is in progress. */
export interface RunControl {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  /** How many runs of the action can be in progress at once; 1 by default. */
  readonly atOnce?: number;
  /** The run waits for this just before its paid POST. `id` is the run's. Must never reject. */
  readonly beforeSend?: (id: string) => Promise<void>;
  /** Wraps the store that image bytes go to, so that a preview can read along. Must never make it fail. */
  readonly wrapStore?: (store: PayloadStore) => PayloadStore;
}

/** How one run ended. A run that saved images can still have a failure: of another image in its reply. */
export interface RunReport {
  readonly id: string;
  /** The gateway's host; empty when the run failed before it had a request. */
  readonly host: string;
  /** URIs of the files. */
  readonly saved: readonly string[];
  /** The files, in the order of `saved`. */
  readonly files: readonly SavedFile[];
  /** All images of the reply, saved or not. */
  readonly images: readonly ReplyImage[];
  readonly warnings: readonly Warning[];
  readonly failure?: EaselError;
  /** An unsaved result is kept: a whole image, or an incomplete one. */
  readonly keeps?: true;
  /** The number of images that are created but not downloaded. Their addresses are kept, so they can be downloaded later. */
  readonly pendingDownloads?: number;
  readonly reply?: Omit<Reply, 'images' | 'problem'>;
  readonly tookMs: number;
}
