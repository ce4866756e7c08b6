import * as vscode from 'vscode';
import type { RunnerParts } from '../run/runnerParts.ts';
import { readSettings } from './config/settings.ts';
import { withProgress } from './dialogs/progress.ts';
import { files } from './files/files.ts';
import { linkEscape } from './files/linkEscape.ts';
import { localization } from './routes/routes.ts';

/** The runner's services that come from VS Code. */
export const runnerHost: Pick<
  RunnerParts,
  'isTrusted' | 'settings' | 'files' | 'linkEscape' | 'localization' | 'showProgress'
> = {
  isTrusted: () => vscode.workspace.isTrusted,
  settings: (resource) =>
    readSettings(resource === undefined ? undefined : vscode.Uri.parse(resource)),
  files,
  linkEscape,
  localization,
  showProgress: withProgress,
};
