import * as vscode from 'vscode';
import type { Gateway } from '../../catalog/gateways.ts';
import { findModel } from '../../catalog/modelLookup.ts';
import { MODELS } from '../../catalog/models.ts';
import { BrokenError, CheckError, ConnectError, EaselError, ReplyError } from '../../errors.ts';
import { listModels, type ModelList } from '../../gateway/listModels.ts';
import { describeError } from '../../messages/messages.ts';
import { observedOrigin, type Observation } from '../../route/observations.ts';
import { readCredentials } from '../../request/credentials.ts';
import { routeOf } from '../../route/route.ts';
import { observeProbe } from '../../run/report/observe.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Keys } from '../config/keys.ts';

const t = vscode.l10n.t;

/** Enough to choose from: a gateway of gateways lists hundreds of models. */
const MAX_LISTED = 12;

export interface ProbeResult {
  /** A summary for the page. */
  readonly text: string;
  readonly observations: readonly Observation[];
}

export interface ProbeParts {
  readonly keys: Keys;
  /** Starts the Practice gateway unless it is running, and returns its base URL. */
  readonly practice: () => Promise<string>;
  /** Returns ms since 1970. */
  readonly now: () => number;
}

/**
 * Requests a gateway's model list. That is free and sends no image. Never rejects.
 *
 * @param model the current model: observed along with the models of the catalog
 */
export async function probeModels(
  gateway: Gateway,
  model: string,
  { keys, practice, now }: ProbeParts,
): Promise<ProbeResult> {
  const started = now();
  try {
    if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
    if (gateway.api === 'vertex') return { text: withoutList(gateway), observations: [] };
    const { key, headers } = await readCredentials(gateway, keys.get);
    const baseUrl = gateway.baseUrl ?? (await practice());
    const list = await listModels(baseUrl, gateway.auth, key, headers);
    const ended = now();
    const observations = observe(gateway, model, list, { at: ended, latencyMs: ended - started });
    return { text: summarize(gateway, model, list), observations };
  } catch (error) {
    return { text: describeFailure(gateway, error), observations: [] };
  }
}

/** Makes one observation for every id that Route Status shows. An incomplete list does not prove that an id is missing. */
function observe(
  gateway: Gateway,
  model: string,
  { ids, isComplete }: ModelList,
  { at, latencyMs }: { readonly at: number; readonly latencyMs: number },
): readonly Observation[] {
  const models = [model, ...MODELS.map(({ id }) => id)];
  const shownIds = new Set(models.map((name) => routeOf(gateway, name, 'edit', at).model));
  return [...shownIds]
    .filter((id) => isComplete || ids.includes(id))
    .map((id) => ({
      ...observeProbe({ gateway: gateway.id, model: id }, ids.includes(id), latencyMs, at),
      ...observedOrigin(gateway),
    }));
}

/** Express mode has no list of models. */
function withoutList({ label }: Gateway): string {
  return t(
    '{0} has no model list, so only a retest can tell which models work.',
    sanitize(label, 80),
  );
}

function summarize(gateway: Gateway, model: string, { ids }: ModelList): string {
  const configured = new Set([model, ...Object.values(gateway.models)]);
  const others = ids.filter(
    (id) => /image|banana/i.test(id) && findModel(id) === undefined && !configured.has(id),
  );
  const count = t('{0} lists {1} models.', sanitize(gateway.label, 80), ids.length);
  if (others.length === 0) return count;
  const names = others.slice(0, MAX_LISTED).map((id) => sanitize(id, 80));
  if (others.length > MAX_LISTED) names.push(t('{0} more', others.length - MAX_LISTED));
  return `${count} ${t("Image models that aren't in Easel's catalog: {0}.", names.join(', '))}`;
}

function describeFailure(gateway: Gateway, error: unknown): string {
  if (error instanceof CheckError) return describeError(error, t).text;
  const label = sanitize(gateway.label, 80);
  const reason = failureReason(error);
  return t("Couldn't get the model list from {0} ({1}). Nothing was charged.", label, reason);
}

function failureReason(error: unknown): string {
  if (error instanceof ReplyError) return `HTTP ${error.problem.status}`;
  if (error instanceof ConnectError || error instanceof BrokenError) return error.code;
  return error instanceof EaselError ? error.outcome : t('unexpected error');
}
