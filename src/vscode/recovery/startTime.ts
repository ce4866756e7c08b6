import * as vscode from 'vscode';
import { whenText } from '../../text/format.ts';

/**
 * Returns when a run started, in the user's time zone. Another program can have changed the record, so the text can be anything.
 *
 * @param started ISO 8601
 */
export function startTime(started: string): string {
  const ms = Date.parse(started);
  return Number.isNaN(ms)
    ? vscode.l10n.t('unknown time')
    : whenText(ms, Date.now(), { locale: vscode.env.language });
}
