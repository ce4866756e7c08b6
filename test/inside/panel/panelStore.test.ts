/** The panel's state follows keys and observations that change elsewhere. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { panelMemory } from '../../../src/panel/memory/memory.ts';
import { keyStore } from '../../../src/vscode/config/keys.ts';
import { PanelStore } from '../../../src/vscode/panel/store.ts';
import { createObservationStore } from '../../../src/vscode/routes/observationStore.ts';
import { createRoutes } from '../../../src/vscode/routes/routes.ts';
import { set } from '../rig/gateway.ts';
import { until } from '../rig/notices.ts';
import type { Tests } from '../suite.ts';

const GOOGLE = { gateway: 'google', origin: 'https://generativelanguage.googleapis.com' };

/** Storage of VS Code, in memory. */
function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.get(key) ?? fallback) as T,
    update: async (key: string, value: unknown) => void values.set(key, value),
  };
}

export const tests: Tests = {
  'the panel notices a key that is set elsewhere, and a new observation of a route': async () => {
    const settings = vscode.workspace.getConfiguration('easel');
    const none = () => Promise.resolve(undefined);
    const keys = keyStore({ get: none, store: none, delete: none });
    const observations = createObservationStore(memento());
    let environments = 0;
    await set(settings, 'gateway', 'google');
    const store = new PanelStore({
      keys,
      routes: createRoutes(observations, keys, Date.now),
      observations,
      memory: panelMemory(memento(), keys.inUse),
      changed: (_before, { kind }) => {
        if (kind === 'environment') environments += 1;
      },
    });
    try {
      store.refresh();
      await until(() => store.state().environment.needsKey === true, 'needs no key at first');
      keys.setForSession(GOOGLE, 'AIza-inside-0123456789');
      await until(() => store.state().environment.needsKey === false, 'still needs a key');
      const before = environments;
      await observations.clear();
      await until(() => environments > before, 'the observation was not noticed');
      assert.ok(store.state().environment.models.every(({ status }) => status !== undefined));
    } finally {
      store.dispose();
      observations.dispose();
      await set(settings, 'gateway', undefined);
    }
  },
};
