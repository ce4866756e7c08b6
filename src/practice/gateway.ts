/** The Practice gateway, started with the first run that needs it and ended with the window. */
export interface PracticeGateway {
  /** Its base URL, on loopback with a port of its own. */
  readonly start: () => Promise<string>;
  readonly dispose: () => void;
}

export function practiceGateway(): PracticeGateway {
  let running: Promise<{ readonly baseUrl: string; close(): Promise<void> }> | undefined;
  return {
    start: async () => {
      running ??= import('./server/server.ts').then(({ startPractice }) => startPractice());
      try {
        return (await running).baseUrl;
      } catch (error) {
        running = undefined;
        throw error;
      }
    },
    dispose: () => {
      void running?.then((server) => server.close()).catch(() => undefined);
    },
  };
}
