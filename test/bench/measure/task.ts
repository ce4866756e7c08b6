/** How the gateway of the bench puts a picture into its reply. */
export const SHAPES = ['inlineData', 'dataUrl', 'hosted'] as const;
export type Shape = (typeof SHAPES)[number];

/** One thing to do, the same for every client: send a request, save the picture of the reply. */
export interface Task {
  /** Names what the gateway answers; it is the model's id in the request's path. */
  readonly model: string;
  readonly shape: Shape;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Where the picture is to be saved: absolute path of an empty folder. */
  readonly folder: string;
  /** The picture to send along: absolute path of a PNG. */
  readonly source?: string;
  /** The finished request body, for the client that only sends: absolute path. */
  readonly body?: string;
}

/** What a client came to. Bytes tell whether it did the work. */
export interface Measured {
  readonly wallMs: number;
  /** User and system time, of all threads. */
  readonly cpuMs: number;
  /** The longest time that the event loop did not turn; `undefined` where there is none. */
  readonly stallMs?: number;
  /** Resident memory at its peak, above what it was at the start, in MB (10^6 bytes). */
  readonly peakMb: number;
}

export interface Job {
  readonly client: string;
  readonly task: Task;
  /** What is done before the measured task, in the same process. */
  readonly first?: Task;
}

export interface Outcome extends Measured {
  /** Of the one file that the client left, in bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/**
 * A way to do a task. What VS Code would have in memory already is prepared for the task to be
 * measured; only what the returned function does is measured.
 */
export type Client = (measured: Task) => Promise<(task: Task) => Promise<void>>;

export const PROMPT = 'a lighthouse at dusk';
export const KEY = 'sk-bench-0123456789';

export function modelFor(shape: Shape, megabytes: number): string {
  return `bench-${shape}-${megabytes}`;
}

/** Shape and size that a model's id asks for. @throws Error for any other id */
export function parseModel(model: string): { readonly shape: Shape; readonly megabytes: number } {
  const [, name, megabytes] = /^bench-([A-Za-z]+)-([\d.]+)$/.exec(model) ?? [];
  const shape = SHAPES.find((known) => known === name);
  if (shape === undefined) throw new Error(`no model of the bench: ${model}`);
  return { shape, megabytes: Number(megabytes) };
}

export function endpointOf({ origin, model }: Task): string {
  return `${origin}/v1beta/models/${model}:generateContent?key=${KEY}`;
}
