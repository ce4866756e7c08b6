/** The Practice gateway of a window: starts with the first run that needs it, and ends with the window. */
export interface PracticeGateway {
  /** Starts Practice unless it is running. Returns its base URL, on loopback with a free port. */
  readonly start: () => Promise<string>;
  readonly dispose: () => void;
}

export function createPracticeGateway(): PracticeGateway {
  let server: Promise<{ readonly baseUrl: string; close(): Promise<void> }> | undefined;
  return {
    start: async () => {
      // Loaded with the first use: its bundle has codecs.
      server ??= import('./server/server.ts').then(({ startPractice }) => startPractice());
      try {
        return (await server).baseUrl;
      } catch (error) {
        // The next run tries again.
        server = undefined;
        throw error;
      }
    },
    dispose: () => {
      void server?.then((running) => running.close()).catch(() => undefined);
    },
  };
}
