/**
 * The part of VS Code's API that Easel needs to load, activate and run in plain Node. What a run reads is real; anything else
 * accepts every use. It takes no time, so that measurements show Easel alone.
 */
import Module from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface StubParts {
  /** By name, without `easel.`. All others are unset. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** The files that `workspace.fs` reads: bytes by absolute path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Absolute path. */
  readonly storage: string;
}

type Load = (request: string, ...rest: unknown[]) => unknown;

/** Makes `require('vscode')` return the stub in this process. */
export function installVscode(parts: StubParts): void {
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  const api = vscodeApi(parts);
  loader._load = (request, ...rest) => (request === 'vscode' ? api : load(request, ...rest));
}

/** Returns the context for `activate()`. */
export function extensionContext({ secrets, storage }: StubParts): unknown {
  const memento = {
    get: (_: string, fallback?: unknown) => fallback,
    update: async () => undefined,
  };
  return {
    subscriptions: [],
    secrets: {
      get: async (name: string) => secrets[name],
      store: async () => undefined,
      delete: async () => undefined,
      onDidChange: () => NOTHING,
    },
    globalState: memento,
    workspaceState: memento,
    globalStorageUri: Uri.file(storage),
    extensionUri: Uri.file(storage),
    extensionPath: storage,
  };
}

const NOTHING = { dispose: () => undefined };

/** Returns itself for every property, call and construction; but it is neither a promise nor iterable. */
const ANYTHING: object = new Proxy(function () {}, {
  get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : ANYTHING),
  set: () => true,
  apply: () => ANYTHING,
  construct: () => ANYTHING,
});

/** Adds {@link ANYTHING} for all members that are not known. */
function withAnything(known: object): object {
  return Object.setPrototypeOf(known, ANYTHING) as object;
}

/** `vscode.Uri`, for files. */
class Uri {
  static file(fsPath: string): Uri {
    return new Uri(pathToFileURL(fsPath));
  }
  static parse(text: string): Uri {
    return new Uri(new URL(text));
  }
  static from({ scheme, path: where }: { readonly scheme: string; readonly path: string }): Uri {
    return new Uri(new URL(`${scheme}:${where}`));
  }
  static joinPath({ fsPath }: Uri, ...names: readonly string[]): Uri {
    return Uri.file(path.join(fsPath, ...names));
  }
  readonly #url: URL;
  constructor(url: URL) {
    this.#url = url;
  }
  get scheme(): string {
    return this.#url.protocol.slice(0, -1);
  }
  get path(): string {
    return decodeURIComponent(this.#url.pathname);
  }
  get fsPath(): string {
    return fileURLToPath(this.#url);
  }
  with({ path: other }: { readonly path: string }): Uri {
    return Uri.file(other);
  }
  toString(): string {
    return this.#url.href;
  }
}

function vscodeApi({ settings, files }: StubParts): unknown {
  const config = {
    get: (name: string) => settings[name],
    inspect: (name: string) => ({ globalValue: settings[name] }),
    update: async () => undefined,
  };
  const token = { isCancellationRequested: false, onCancellationRequested: () => NOTHING };
  return withAnything({
    Uri,
    FileType: { File: 1, Directory: 2 },
    FileSystemError: class extends Error {},
    l10n: { t: (text: string) => text },
    env: withAnything({ language: 'en' }),
    window: withAnything({
      withProgress: (_: unknown, work: (notice: unknown, token: unknown) => unknown) =>
        work({ report: () => undefined }, token),
    }),
    workspace: withAnything({
      isTrusted: true,
      workspaceFolders: undefined,
      getConfiguration: () => config,
      fs: withAnything({
        stat: async (uri: Uri) => ({ type: files.has(uri.fsPath) ? 1 : 2 }),
        readFile: async (uri: Uri) => files.get(uri.fsPath),
      }),
    }),
  });
}
