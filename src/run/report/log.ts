import type { EaselError } from '../../errors.ts';
import type { RunPlan } from '../plan/plan.ts';
import { redact } from '../../text/redact.ts';
import type { RunReport } from '../runParts.ts';
import { logLine } from './logLine.ts';

/** The log: one line per event. Redacts keys. Prompts and images never get here. */
export interface Log {
  readonly event: (name: string, facts: Readonly<Record<string, unknown>>) => void;
  readonly error: (name: string, error: unknown) => void;
  readonly show: () => Promise<void>;
}

/** Where the log's lines go. */
export interface LogChannel {
  readonly info: (line: string) => void;
  readonly error: (line: string) => void;
  readonly show: () => void | Promise<void>;
}

/** @param keys returns every key in use */
export function createLog(channel: LogChannel, keys: () => readonly string[]): Log {
  // Redacts each text before it is quoted too, because JSON escapes a key that contains a quote or a backslash.
  const line = (name: string, facts: unknown) =>
    redact(
      logLine(name, facts, (text) => redact(text, keys())),
      keys(),
    );
  return {
    event: (name, facts) => {
      channel.info(line(name, facts));
    },
    error: (name, error) => {
      channel.error(line(name, chain(error)));
    },
    show: async () => {
      await channel.show();
    },
  };
}

/** Returns the facts of a run for the log. */
export function runFacts(plan: RunPlan, report: RunReport): Readonly<Record<string, unknown>> {
  const { failure, reply, images } = report;
  return {
    outcome: failure?.outcome ?? 'saved',
    operation: plan.operation,
    model: plan.modelId,
    gateway: plan.gateway.id,
    host: report.host,
    ms: report.tookMs,
    ...(plan.autoRatio !== undefined && {
      aspectRatio: `${plan.autoRatio}, nearest to the ${plan.final?.width === undefined ? 'source' : 'exact size'}`,
    }),
    ...sentFacts(plan),
    images: images.map(({ shape, size, facts }) => ({
      type: facts.type,
      px: `${facts.width}x${facts.height}`,
      bytes: size,
      shape,
    })),
    ...(reply ? { finishReason: reply.finishReason, requestId: reply.requestId } : {}),
    ...(failure ? { failure: errorFacts(failure) } : {}),
    run: report.id,
  };
}

/** Returns what was sent of the images that weren't sent as they are. */
function sentFacts({ images }: RunPlan): Readonly<Record<string, unknown>> {
  const sent = images.flatMap(({ facts, bytes, prepared }) =>
    prepared === undefined
      ? []
      : [
          {
            from: prepared.source.facts.type,
            as: facts.type,
            px: `${facts.width}x${facts.height}`,
            bytes: bytes.byteLength,
            how: prepared.kind,
          },
        ],
  );
  return sent.length > 0 ? { sent } : {};
}

/** Returns the facts that Easel's errors carry as fields. `chain` describes their causes. */
function errorFacts(failure: EaselError): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(failure).filter(([name]) => name !== 'cause'));
}

/** Describes an error and its causes, without their other properties, such as certificates or addresses. */
function chain(error: unknown): readonly string[] {
  const texts: string[] = [];
  for (let at = error; at instanceof Error && texts.length < 5; at = at.cause) {
    texts.push(`${at.name}: ${at.message}`);
  }
  return texts.length > 0 ? texts : [typeof error];
}
