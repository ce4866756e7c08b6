import type { EaselError } from '../../errors.ts';
import type { RunPlan } from '../plan/plan.ts';
import { redact } from '../../text/redact.ts';
import type { RunReport } from '../runParts.ts';

/** The log: one JSON line per event. Redacts keys. Prompts and images never get here. */
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
  // Redacts each string before it becomes JSON too, because JSON escapes a key that contains a quote or a backslash.
  const clean = (_: string, value: unknown) =>
    typeof value === 'string' ? redact(value, keys()) : value;
  const line = (name: string, facts: unknown) =>
    redact(escaped(JSON.stringify({ event: name, facts }, clean)), keys());
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

/** Escapes characters that JSON keeps but a terminal or an editor would obey: C1 controls, bidi and other invisible ones. */
function escaped(json: string): string {
  return json.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** Returns the facts of a run for the log. */
export function runFacts(plan: RunPlan, report: RunReport): Readonly<Record<string, unknown>> {
  const { failure, reply, images } = report;
  return {
    run: report.id,
    gateway: plan.gateway.id,
    host: report.host,
    model: plan.modelId,
    operation: plan.operation,
    ...(plan.autoRatio !== undefined && {
      aspectRatio: `${plan.autoRatio}, nearest to the source`,
    }),
    ...sentFacts(plan),
    outcome: failure?.outcome ?? 'saved',
    ms: report.tookMs,
    images: images.map(({ shape, size, facts }) => ({
      shape,
      bytes: size,
      type: facts.type,
      px: `${facts.width}x${facts.height}`,
    })),
    ...(reply ? { finishReason: reply.finishReason, requestId: reply.requestId } : {}),
    ...(failure ? { failure: errorFacts(failure) } : {}),
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
