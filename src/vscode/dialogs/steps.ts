import * as vscode from 'vscode';
import { acceptedItem } from '../../dialogs/acceptedItem.ts';
import { isPaste } from '../../text/pasted.ts';

/** The answer to a step: a value, Back, or undefined if the user dismissed it. */
export type Answer<T> = { readonly value: T } | 'back' | undefined;

export interface StepFrame {
  readonly title: string;
  /** Missing for a question that is asked alone. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** Shows a Back button. */
  readonly canGoBack?: boolean;
}

export interface InputStep extends StepFrame {
  readonly value: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** Called for every change. An error keeps the user from accepting; an information doesn't. */
  readonly validate: (text: string) => vscode.InputBoxValidationMessage | string | undefined;
  /** Called for every paste. Returns what the box shows instead; undefined to leave the text. */
  readonly replacePasted?: (text: string) => string | undefined;
}

/** Shows an input box as one step of several. It stays open when the window loses focus, because users fetch what they paste. */
export async function inputStep(step: InputStep): Promise<Answer<string>> {
  const box = vscode.window.createInputBox();
  frame(box, step);
  box.value = step.value;
  box.prompt = step.prompt;
  box.placeholder = step.placeholder ?? '';
  box.password = step.password ?? false;
  const check = (): boolean => {
    const message = step.validate(box.value);
    box.validationMessage = message;
    const isError =
      typeof message === 'string' || message?.severity === vscode.InputBoxValidationSeverity.Error;
    return !isError;
  };
  // An empty box isn't wrong before the user has typed.
  if (box.value !== '') check();
  return await settled<string>(box, (resolve) => {
    let before = step.value;
    box.onDidChangeValue((text) => {
      const replacement = isPaste(before, text) ? step.replacePasted?.(text) : undefined;
      before = replacement ?? text;
      if (replacement !== undefined) box.value = replacement;
      check();
    });
    box.onDidAccept(() => {
      if (check()) resolve({ value: box.value });
    });
  });
}

export interface ChoiceStep<T extends vscode.QuickPickItem> extends StepFrame {
  readonly placeholder: string;
  readonly items: readonly T[];
}

/** Shows a list as one step of several. */
export async function choiceStep<T extends vscode.QuickPickItem>(
  step: ChoiceStep<T>,
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<T>();
  frame(pick, step);
  pick.placeholder = step.placeholder;
  pick.items = step.items;
  return await settled<T>(pick, (resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen !== undefined) resolve({ value: chosen });
    });
  });
}

interface LiveChoiceStep<T extends vscode.QuickPickItem> extends StepFrame {
  readonly placeholder: string;
  /** Returns the items as they are now. Their labels never change. */
  readonly items: () => readonly T[];
}

/**
 * Shows a list whose descriptions appear while it is open.
 *
 * @param work finds them, and calls `show` for what is new; aborted when the list closes
 */
export async function liveChoiceStep<T extends vscode.QuickPickItem>(
  step: LiveChoiceStep<T>,
  work: (signal: AbortSignal, show: () => void) => Promise<void>,
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<T>();
  frame(pick, step);
  pick.placeholder = step.placeholder;
  pick.keepScrollPosition = true;
  pick.items = step.items();
  pick.busy = true;
  const stop = new AbortController();
  const show = (): void => {
    const [active] = pick.activeItems;
    pick.items = step.items();
    const same = pick.items.find(({ label }) => label === active?.label);
    if (same) pick.activeItems = [same];
  };
  void work(stop.signal, show).finally(() => {
    if (!stop.signal.aborted) pick.busy = false;
  });
  try {
    return await settled<T>(pick, (resolve) => {
      pick.onDidAccept(() => {
        const chosen = acceptedItem(pick);
        if (chosen !== undefined) resolve({ value: chosen });
      });
    });
  } finally {
    stop.abort();
  }
}

/** Shows that work is in progress. Dismissing it or going back aborts the work's signal. */
export async function busyStep<T>(
  step: StepFrame & { readonly placeholder: string },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick();
  frame(pick, step);
  pick.placeholder = step.placeholder;
  pick.busy = true;
  const stop = new AbortController();
  try {
    return await settled<T>(pick, (resolve, reject) => {
      work(stop.signal).then((value) => {
        resolve({ value });
      }, reject);
    });
  } finally {
    stop.abort();
  }
}

function frame(input: AnyInput, { title, step, totalSteps, canGoBack }: StepFrame): void {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  // The answers of earlier steps would be lost.
  input.ignoreFocusOut = step !== undefined;
  input.buttons = canGoBack === true ? [vscode.QuickInputButtons.Back] : [];
}

/** What input boxes and lists have in common. */
type AnyInput = vscode.QuickInput & Pick<vscode.InputBox, 'buttons' | 'onDidTriggerButton'>;

/** Shows an input until it is accepted, dismissed, or left by Back. */
async function settled<T>(
  input: AnyInput,
  listen: (resolve: (answer: Answer<T>) => void, reject: (error: unknown) => void) => void,
): Promise<Answer<T>> {
  try {
    return await new Promise<Answer<T>>((resolve, reject) => {
      listen(resolve, reject);
      input.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve('back');
      });
      input.onDidHide(() => {
        resolve(undefined);
      });
      input.show();
    });
  } finally {
    input.dispose();
  }
}
