import * as vscode from 'vscode';
import type { History } from '../../history/history.ts';
import { originOf } from '../../history/origin.ts';
import type { Labeling } from '../../image/provenance/derived.ts';
import { readSettings } from '../config/settings.ts';

/** Returns what is known about how an image was made; undefined if the user turned labels off. */
export type LabelingOf = (uri: string, file: Uint8Array) => Promise<Labeling | undefined>;

export function labelingOf(history: { readonly read: () => Promise<History> }): LabelingOf {
  return async (uri, { length }) => {
    if (!readSettings(vscode.Uri.parse(uri)).provenance) return undefined;
    const known = originOf(await history.read(), uri, length);
    return known === undefined ? {} : { known };
  };
}
