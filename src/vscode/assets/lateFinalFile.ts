import * as vscode from 'vscode';
import type { AssetClient } from '../../assets/assetClient.ts';
import type { DownloadParts } from '../../run/downloadAgain.ts';
import { resultLabeling } from '../../run/finish/applyFinalFile.ts';
import { makeFinalFile } from '../../run/finish/makeFinalFile.ts';
import { readSettings } from '../config/settings.ts';

/** Returns what makes the files of images that are downloaded after their run. */
export function lateFinalFile(assets: AssetClient): NonNullable<DownloadParts['makeFinal']> {
  return (recipe, gateway) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const labeling = readSettings(folder?.uri).provenance ? resultLabeling(gateway) : undefined;
    return makeFinalFile(recipe, { assets, labeling });
  };
}
