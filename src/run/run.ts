import { randomUUID } from 'node:crypto';
import { keyOrigin } from '../catalog/gateways.ts';
import { capabilitiesAt, findModel } from '../catalog/lookup.ts';
import {
  CancelledError,
  CheckError,
  EaselError,
  ReplyError,
  UnexpectedError,
  type ReplyProblem,
} from '../errors.ts';
import type { PostProgress } from '../gateway/post.ts';
import { postUntilSent } from '../gateway/postUntilSent.ts';
import { hostedDownload, type HostedOptions } from '../reply/hosted/download.ts';
import { readReply } from '../reply/readReply.ts';
import type { PayloadStore, Reply, ReplyImage } from '../reply/types.ts';
import { encodeBody } from '../request/body.ts';
import { endpoint } from '../request/endpoint.ts';
import { checkKey } from '../request/key.ts';
import { askedOf } from './report/requestSummary.ts';
import type { RunPlan } from './plan/plan.ts';
import type { Target } from '../disk/target.ts';
import { carriesKey, redact, redactFacts } from '../text/redact.ts';
import type { Disk } from '../disk/disk.ts';
import { checkRoom, spoolRefusal, type LookAgain } from '../spool/preflight.ts';
import { hostedLedger, toFetch } from '../spool/hostedLedger.ts';
import {
  leave,
  saveAll,
  spooled,
  type Left,
  type Publish,
  type SavedFile,
  type SaveParts,
} from './saveImages.ts';
import { type UnwrittenImage } from '../spool/held.ts';
import { openSpool, type SpooledImage, type SpoolEntry } from '../spool/spool.ts';
import { checkReferences, checkRest, checkTruth } from './report/resultWarnings.ts';
import { type Warning } from '../messages/warning.ts';

const CONNECT_MS = 15_000;
const IDLE_MS = 60_000;
/** A reply that comes in the last moment still gets its hosted images. */
const GRACE_MS = 30_000;

/** What a run needs from the world around it. */
export interface RunParts {
  /** The key that was stored for an origin. */
  readonly keyFor: (origin: string) => Promise<string | undefined>;
  /** Starts the Practice gateway if it does not run yet; its base URL. */
  readonly practice: () => Promise<string>;
  /** The spool's folder: an absolute path. */
  readonly spoolRoot: string;
  readonly publish: Publish;
  /** Refuses, before money, a target that cannot take a file. Throws CheckError. */
  readonly checkTarget?: (target: Target) => Promise<LookAgain>;
  /** Takes what no disk took, and offers it until it is saved or discarded. */
  readonly hold?: (held: UnwrittenImage) => void;
  /** The spool's disk and the folder to turn to when it fails, where they are not the usual ones. */
  readonly disk?: Disk;
  readonly temporary?: string;
  readonly now: () => number;
  /** Resolver and waits for hosted images, where they are not the usual ones. */
  readonly hosted?: Omit<HostedOptions, 'gatewayOrigin'>;
}

export interface RunProgress extends Omit<PostProgress, 'phase'> {
  readonly phase: PostProgress['phase'] | 'saving';
  /** Of the request's body. */
  readonly totalBytes: number;
}

export interface RunControl {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called with the run's id when the next thing is the paid POST; must not throw. */
  readonly onSend?: (id: string) => void;
  /** Sees the bytes of images on their way into the spool: gives the same store, and must never fail it. */
  readonly around?: (store: PayloadStore) => PayloadStore;
}

/** How one run went. With images saved there may still be a failure, of another image. */
export interface RunReport {
  readonly id: string;
  readonly host: string;
  readonly saved: readonly string[];
  /** What lies at these places; in the same order. */
  readonly files: readonly SavedFile[];
  readonly images: readonly ReplyImage[];
  readonly warnings: readonly Warning[];
  readonly failure?: EaselError;
  /** Something waits for the user: an image that is not saved, or one that is incomplete. */
  readonly keeps?: true;
  /** So many images are made and lie elsewhere still: their addresses are kept, and they can be fetched again. */
  readonly toFetch?: number;
  readonly reply?: Omit<Reply, 'images' | 'problem'>;
  readonly tookMs: number;
}

/**
 * One run: request, the one paid POST, reply, save. Never rejects for a failed run. Once image bytes are here they are in
 * the spool, and they stay there until they are saved or discarded: cancelling no longer counts.
 */
export async function run(plan: RunPlan, parts: RunParts, control: RunControl): Promise<RunReport> {
  const id = randomUUID();
  const started = parts.now();
  const known = findModel(plan.model);
  const best = known && capabilitiesAt(plan.gateway, known)?.bestImages;
  const { label, free } = plan.gateway;
  const party = { label, ...(free && { free }) };
  const report = {
    id,
    host: '',
    files: [] as SavedFile[],
    images: [] as readonly ReplyImage[],
    warnings: [...checkReferences(plan.images, best)],
  };
  const finish = (rest: Partial<RunReport> = {}): RunReport => ({
    ...report,
    saved: report.files.map(({ uri }) => uri),
    ...rest,
    tookMs: parts.now() - started,
  });
  let spool: SpoolEntry | undefined;
  const saving: Omit<SaveParts, 'lookAgain'> = {
    publish: parts.publish,
    hold: (image, bytes, letGo) =>
      parts.hold?.({
        image,
        bytes,
        target: plan.target,
        model: plan.modelId,
        host: report.host,
        gateway: party,
        discard: letGo,
      }),
  };
  let received: readonly SpooledImage[] = [];
  try {
    const request = await buildRequest(plan, parts);
    report.host = request.url.host;
    const lookAgain = await parts.checkTarget?.(plan.target);
    spool = await openForPay(parts, {
      id,
      started: new Date(started).toISOString(),
      host: report.host,
      origin: request.url.origin,
      gateway: party,
      model: plan.modelId,
      asked: askedOf(plan, request.keys),
      ...(plan.finish && { region: true }),
      target: plan.target,
    });
    await spool.record({ state: 'sent' }).catch(async (error: unknown) => {
      throw await spoolRefusal(error, parts.spoolRoot, parts.disk);
    });
    control.onSend?.(id);
    const reply = await exchange(plan, request, spool, parts, control);
    const { images, problem, ...rest } = reply;
    const { unfinished = [] } = reply;
    report.images = images;
    const others = unfinished.map(spooled);
    received = [...images.map(spooled), ...others];
    if (images.length === 0) {
      const none: ReplyProblem = problem ?? {
        kind: 'empty',
        outcome: 'no_image',
        charge: 'maybe',
        status: 200,
      };
      const waits = { kept: others.length, toFetch: toFetch(spool.hosted()).length };
      throw new ReplyError(report.host, plan.modelId, { ...none, ...onlyWhatIs(waits) });
    }
    report.warnings.push(...images.flatMap((image) => checkTruth(image, plan.body, plan.images)));
    control.onProgress?.({ phase: 'saving', ...NO_BYTES });
    const parting = { ...saving, lookAgain, finish: plan.finish };
    const end = await saveAll(images, others, plan.target, spool, parting, report.files);
    const { failure } = end;
    report.warnings.push(...end.warnings);
    if (end.toFetch > 0) report.warnings.push({ kind: 'not-fetched' });
    else if (problem !== undefined) {
      const isKept = end.keeps && failure === undefined;
      report.warnings.push(checkRest(problem, isKept));
    }
    return finish({
      reply: rest,
      ...whatIsLeft(end),
      ...(failure === undefined ? {} : { failure }),
    });
  } catch (error) {
    const left = spool && (await leave(received, spool, saving));
    return finish({
      ...(left && whatIsLeft(left)),
      failure: failureOf(error, spool === undefined, left),
    });
  }
}

function failureOf(error: unknown, beforeSending: boolean, left: Left | undefined): EaselError {
  const keeps = left !== undefined && (left.keeps || left.toFetch > 0);
  if (error instanceof CancelledError) return new CancelledError(error.charge, keeps);
  return error instanceof EaselError ? error : new UnexpectedError(beforeSending, error);
}

function whatIsLeft({ keeps, toFetch }: Left): Pick<RunReport, 'keeps' | 'toFetch'> {
  return { ...(keeps && { keeps }), ...(toFetch > 0 && { toFetch }) };
}

/** Facts of nothing are no facts. */
function onlyWhatIs({ kept, toFetch }: Required<Pick<ReplyProblem, 'kept' | 'toFetch'>>) {
  return { ...(kept > 0 && { kept }), ...(toFetch > 0 && { toFetch }) };
}

const NO_BYTES = { sentBytes: 0, receivedBytes: 0, totalBytes: 0 };

type Request = Awaited<ReturnType<typeof buildRequest>>;

async function buildRequest(plan: RunPlan, parts: RunParts) {
  const { gateway, modelId, body } = plan;
  const baseUrl = gateway.baseUrl ?? (await parts.practice());
  const origin = keyOrigin(gateway);
  const stored = origin === undefined ? undefined : await parts.keyFor(origin);
  if (origin !== undefined && stored === undefined) {
    throw new CheckError({ kind: 'no-key', host: new URL(origin).host });
  }
  const key = stored === undefined ? undefined : checkKey(stored);
  const { contentLength, chunks } = encodeBody(body, gateway.maxRequestBytes);
  const { url, headers } = endpoint(baseUrl, gateway.auth, modelId, key);
  return { url, headers, contentLength, body: chunks, keys: key === undefined ? [] : [key] };
}

/** @throws CheckError what cannot keep the result does not pay for it */
async function openForPay(
  { spoolRoot, disk, temporary }: RunParts,
  start: Parameters<typeof openSpool>[1],
): Promise<SpoolEntry> {
  await checkRoom(spoolRoot, disk);
  try {
    const options = { ...(disk && { disk }), ...(temporary !== undefined && { temporary }) };
    return await openSpool(spoolRoot, start, options);
  } catch (error) {
    throw await spoolRefusal(error, spoolRoot, disk);
  }
}

async function exchange(
  plan: RunPlan,
  request: Request,
  spool: SpoolEntry,
  parts: RunParts,
  { signal, onProgress, around = (store) => store }: RunControl,
): Promise<Reply> {
  const deadline = AbortSignal.timeout(plan.timeoutMs + GRACE_MS);
  const raw = await postUntilSent(request, {
    signal,
    deadlines: { connectMs: CONNECT_MS, idleMs: IDLE_MS, totalMs: plan.timeoutMs },
    onProgress: (progress) => onProgress?.({ ...progress, totalBytes: request.contentLength }),
  });
  const reply = await readReply(raw, {
    host: request.url.host,
    model: plan.modelId,
    store: around(spool),
    ledger: hostedLedger(spool, request.keys),
    download: hostedDownload({
      deadline,
      carriesKey: (url) => carriesKey(url, request.keys),
      ...parts.hosted,
      gatewayOrigin: request.url.origin,
    }),
    // Before any text is cut: half a key is no longer found.
    redact: (text) => redact(text, request.keys),
    now: parts.now,
    signal,
  }).finally(() => {
    raw.close();
  });
  // Names of files stay as they are: a folder may look like a key.
  const { images, unfinished, ...words } = reply;
  return { ...redactFacts(words, request.keys), images, ...(unfinished && { unfinished }) };
}
