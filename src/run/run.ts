import { randomUUID } from 'node:crypto';
import { capabilitiesAt, findModel } from '../catalog/modelLookup.ts';
import {
  CancelledError,
  EaselError,
  ReplyError,
  UnexpectedError,
  type ReplyProblem,
} from '../errors.ts';
import type { Warning } from '../messages/warning.ts';
import type { Reply, ReplyImage } from '../reply/types.ts';
import { pendingDownloads } from '../spool/downloadTracker.ts';
import { checkRoom, spoolRefusal } from '../spool/preflight.ts';
import { receivedTarget } from '../spool/record.ts';
import { openSpool, type SpooledImage, type SpoolEntry } from '../spool/spool.ts';
import type { GatewayIdentity } from '../text/gatewayName.ts';
import { buildRequest, type RunRequest } from './buildRequest.ts';
import { exchange } from './exchange.ts';
import type { RunPlan } from './plan/plan.ts';
import { requestSummary } from './report/requestSummary.ts';
import {
  outputWarnings,
  partialResultWarning,
  referenceWarnings,
} from './report/resultWarnings.ts';
import type { RunControl, RunParts, RunReport } from './runParts.ts';
import {
  closeSpool,
  saveImages,
  spooledImage,
  type Remaining,
  type SavedFile,
  type SaveParts,
  type SaveResult,
} from './saveImages.ts';

/** The state of a run in progress. */
interface Draft {
  readonly id: string;
  /** When the run began, in ms since 1970. */
  readonly started: number;
  host: string;
  /** Files that are written. */
  readonly files: SavedFile[];
  images: readonly ReplyImage[];
  /** All whole images in the spool, those of an unfinished reply included. */
  received: readonly SpooledImage[];
  readonly warnings: Warning[];
}

/**
 * Performs one run: builds the request, sends the one paid POST, reads the reply, and saves its images.
 *
 * Never rejects: a run that fails has a `failure` in its report. From the moment image bytes arrive they are in the spool, and
 * they stay there until they are saved or discarded. Canceling ends the request or a download, never the saving of an image.
 */
export async function run(plan: RunPlan, parts: RunParts, control: RunControl): Promise<RunReport> {
  const draft = startDraft(plan, parts.now());
  const saving = savingParts(plan, parts, draft);
  // Undefined as long as nothing can have been sent.
  let spool: SpoolEntry | undefined;
  try {
    const request = await buildRequest(plan, parts);
    draft.host = request.url.host;
    const recheckTarget = await parts.checkTarget?.(plan.target);
    await checkRoom(parts.spoolRoot, parts.disk, control.atOnce);
    spool = await openRunSpool(plan, request, parts, draft);
    await recordSending(spool, parts);
    await control.beforeSend?.(draft.id);
    const reply = await exchange({ plan, request, spool, parts, control });
    const { images, problem, ...facts } = reply;
    const others = (reply.unfinished ?? []).map(spooledImage);
    draft.images = images;
    draft.received = [...images.map(spooledImage), ...others];
    if (images.length === 0) throw noImageError(reply, plan, spool, draft);
    draft.warnings.push(
      ...images.flatMap((image) => outputWarnings(image, plan.body, plan.images)),
    );
    control.onProgress?.({ phase: 'saving', ...NO_BYTES });
    const { target, finish } = plan;
    const job = { images, others, target, spool, saved: draft.files };
    const end = await saveImages(job, { ...saving, recheckTarget, finish });
    draft.warnings.push(...end.warnings, ...missingImages(end, problem));
    return report(draft, parts.now(), {
      reply: facts,
      ...remainingFacts(end),
      ...(end.failure && { failure: end.failure }),
    });
  } catch (error) {
    const remaining = spool && (await closeSpool(draft.received, spool, saving));
    return report(draft, parts.now(), {
      ...(remaining && remainingFacts(remaining)),
      failure: failureOf(error, spool === undefined, remaining),
    });
  }
}

const NO_BYTES = { sentBytes: 0, receivedBytes: 0, totalBytes: 0 };

function startDraft({ gateway, model, images }: RunPlan, started: number): Draft {
  const known = findModel(model);
  const best = known && capabilitiesAt(gateway, known)?.bestImages;
  const warnings = [...referenceWarnings(images, best)];
  return { id: randomUUID(), started, host: '', files: [], images: [], received: [], warnings };
}

function report(draft: Draft, now: number, rest: Partial<RunReport>): RunReport {
  const { id, started, host, files, images, warnings } = draft;
  const saved = files.map(({ uri }) => uri);
  return { id, host, saved, files, images, warnings, ...rest, tookMs: now - started };
}

function identityOf({ gateway: { label, free } }: RunPlan): GatewayIdentity {
  return { label, ...(free && { free }) };
}

function savingParts(
  plan: RunPlan,
  { publish, hold }: RunParts,
  draft: Draft,
): Omit<SaveParts, 'recheckTarget'> {
  const { modelId: model } = plan;
  const target = receivedTarget(plan);
  const gateway = identityOf(plan);
  const started = new Date(draft.started).toISOString();
  return {
    publish,
    hold: (image, bytes, discard) =>
      hold?.({ image, bytes, target, model, host: draft.host, gateway, started, discard }),
  };
}

/**
 * Opens the run's place in the spool.
 *
 * @throws CheckError `no-room`, `no-spool`: a disk that can't keep the result must not pay for it
 */
async function openRunSpool(
  plan: RunPlan,
  { url, keys }: RunRequest,
  { spoolRoot, disk, temporary }: RunParts,
  { id, started, host }: Draft,
): Promise<SpoolEntry> {
  try {
    const start = {
      id,
      started: new Date(started).toISOString(),
      host,
      origin: url.origin,
      gateway: identityOf(plan),
      model: plan.modelId,
      asked: requestSummary(plan, keys),
      ...(plan.region && { region: true as const }),
      ...(plan.final && { final: plan.final }),
      target: plan.target,
    };
    return await openSpool(spoolRoot, start, { disk, temporary });
  } catch (error) {
    throw await spoolRefusal(error, spoolRoot, disk);
  }
}

/**
 * Records that the request is about to be sent. Durable on return, so that a crash after the POST leaves a trace.
 *
 * @throws CheckError `no-room`, `no-spool`
 */
async function recordSending(spool: SpoolEntry, { spoolRoot, disk }: RunParts): Promise<void> {
  await spool.record({ state: 'sent' }).catch(async (error: unknown) => {
    throw await spoolRefusal(error, spoolRoot, disk);
  });
}

function noImageError(
  { problem, unfinished = [], keptBytes }: Reply,
  { modelId }: RunPlan,
  spool: SpoolEntry,
  { host }: Draft,
): ReplyError {
  const unexplained = { kind: 'empty', outcome: 'no_image', charge: 'maybe', status: 200 } as const;
  const [kept, pending] = [unfinished.length, pendingDownloads(spool.hosted()).length];
  return new ReplyError(host, modelId, {
    ...(problem ?? unexplained),
    ...(kept > 0 && { keptImages: kept }),
    ...(keptBytes !== undefined && { keptBytes }),
    ...(pending > 0 && { pendingDownloads: pending }),
  });
}

/** Returns the warnings for images that the reply announced but didn't contain. */
function missingImages(
  { keeps, pendingDownloads, failure }: SaveResult,
  problem: ReplyProblem | undefined,
): readonly Warning[] {
  if (pendingDownloads > 0) return [{ kind: 'not-fetched' }];
  if (problem === undefined) return [];
  return [partialResultWarning(problem, keeps && failure === undefined)];
}

function remainingFacts({
  keeps,
  pendingDownloads,
}: Remaining): Pick<RunReport, 'keeps' | 'pendingDownloads'> {
  return { ...(keeps && { keeps }), ...(pendingDownloads > 0 && { pendingDownloads }) };
}

function failureOf(
  error: unknown,
  isBeforeSending: boolean,
  remaining: Remaining | undefined,
): EaselError {
  const keeps = remaining !== undefined && (remaining.keeps || remaining.pendingDownloads > 0);
  if (error instanceof CancelledError) return new CancelledError(error.charge, keeps);
  return error instanceof EaselError ? error : new UnexpectedError(isBeforeSending, error);
}
