import type { ExportAction } from './state.ts';

interface Ui {
  readonly export: (action: ExportAction) => void;
}

/** Escape returns to the picture, and Enter exports. A button does on Enter what it does on a click. */
export function pressExportKey(event: KeyboardEvent, ui: Ui): void {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (event.defaultPrevented || ctrlKey || metaKey || altKey || shiftKey) return;
  const action = actionOf(key, isInButton(event));
  if (action === undefined) return;
  event.preventDefault();
  // Held keys: Enter may have opened the form.
  if (!event.repeat) ui.export(action);
}

function actionOf(key: string, isButton: boolean): ExportAction | undefined {
  if (key === 'Escape') return { type: 'export-closed' };
  return key === 'Enter' && !isButton ? { type: 'export-wanted' } : undefined;
}

function isInButton(event: Event): boolean {
  return event.composedPath().some((at) => at instanceof Element && at.matches('button'));
}

/** Returns whether an event is one of the form. */
export function isInExport(event: Event): boolean {
  return event.composedPath().some((at) => at instanceof Element && at.matches('.export'));
}
