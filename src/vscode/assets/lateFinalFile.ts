import * as vscode from 'vscode';
import type { AssetClient } from '../../assets/assetClient.ts';
import type { DownloadParts } from '../../run/downloadAgain.ts';
import { resultLabel } from '../../image/provenance/derived.ts';
import { makeFinalFile } from '../../run/finish/makeFinalFile.ts';
import { readSettings } from '../config/settings.ts';

/** Returns what makes the files of images that are downloaded after their run. */
export function lateFinalFile(assets: AssetClient): NonNullable<DownloadParts['makeFinal']> {
  return (recipe, origin) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const known = resultLabel(origin);
    const isLabeled = readSettings(folder?.uri).provenance;
    const labeling = isLabeled ? { ...(known && { known }) } : undefined;
    return makeFinalFile(recipe, { assets, labeling });
  };
}
