import * as vscode from 'vscode';
import { listGateways, type GatewayNote } from '../../catalog/configuredGateways.ts';
import { describeNote } from '../../messages/gatewayEntries.ts';
import { openSettings, readSettings } from './settings.ts';

const t = vscode.l10n.t;

/** Where the notes that the user has seen are kept. */
const SHOWN = 'easel.gatewayNotes';

/** Tells the user once what Easel understood of an address in the settings, and that requests to a public host go without a key. */
export class GatewayNotes {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Shows notes now and after each change of the setting. */
  start(): vscode.Disposable {
    void this.#show();
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('easel.gateways')) void this.#show();
    });
  }

  /** Leaves out notes whose content the user has just read elsewhere. */
  async markShown(notes: readonly GatewayNote[]): Promise<void> {
    await this.#memory.update(SHOWN, [...this.#shown(), ...notes.map(nameOf)]);
  }

  async #show(): Promise<void> {
    const { notes } = listGateways(readSettings().gateways);
    const shown = this.#shown();
    const fresh = notes.filter((note) => !shown.includes(nameOf(note)));
    if (fresh.length === 0) return;
    await this.markShown(fresh);
    const text = fresh.map((note) => describeNote(note, t)).join(' ');
    const open = t('Open Settings');
    const chosen = await vscode.window.showInformationMessage(text, open);
    if (chosen === open) await openSettings('easel.gateways');
  }

  #shown(): readonly string[] {
    const stored = this.#memory.get<unknown>(SHOWN);
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  }
}

function nameOf({ kind, gateway, baseUrl }: GatewayNote): string {
  return `${kind} ${gateway} ${baseUrl}`;
}
