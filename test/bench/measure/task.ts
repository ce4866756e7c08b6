/** The ways in which the bench's gateway delivers an image. */
export const SHAPES = ['inlineData', 'dataUrl', 'hosted'] as const;
export type Shape = (typeof SHAPES)[number];

/** A task for a client: send a request and save the image of the reply. */
export interface Task {
  /** The model id in the path of the request. It tells the gateway which reply to send. */
  readonly model: string;
  readonly shape: Shape;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Where to save the image: absolute path of an empty folder. */
  readonly folder: string;
  /** The image to send: absolute path of a PNG. */
  readonly source?: string;
  /** The complete request body, for the client that doesn't build one: absolute path. */
  readonly body?: string;
}

/** The cost of a task for a client. */
export interface Measurement {
  readonly wallMs: number;
  /** User and system time of all threads. */
  readonly cpuMs: number;
  /** The longest block of the event loop; missing for programs without one. */
  readonly stallMs?: number;
  /** The peak of resident memory above the start, in MB (10^6 bytes). */
  readonly peakMb: number;
}

/** The input of a client's process. */
export interface Job {
  readonly client: string;
  readonly task: Task;
  /** A task to do before the measured one, in the same process. */
  readonly first?: Task;
}

export interface ClientResult extends Measurement {
  /** Size of the file that the client saved, in bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/**
 * Prepares what VS Code would already have in memory, and returns a function that does a task. Only that function is
 * measured.
 */
export type Client = (measured: Task) => Promise<(task: Task) => Promise<void>>;

export const PROMPT = 'a lighthouse at dusk';
export const KEY = 'sk-bench-0123456789';

export function modelFor(shape: Shape, megabytes: number): string {
  return `bench-${shape}-${megabytes}`;
}

/** Parses the shape and size from a model id. @throws Error for other ids */
export function parseModel(model: string): { readonly shape: Shape; readonly megabytes: number } {
  const [, name, megabytes] = /^bench-([A-Za-z]+)-([\d.]+)$/.exec(model) ?? [];
  const shape = SHAPES.find((known) => known === name);
  if (shape === undefined) throw new Error(`no model of the bench: ${model}`);
  return { shape, megabytes: Number(megabytes) };
}

export function endpointOf({ origin, model }: Task): string {
  return `${origin}/v1beta/models/${model}:generateContent?key=${KEY}`;
}
