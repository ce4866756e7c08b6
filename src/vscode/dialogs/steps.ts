import * as vscode from 'vscode';

/** The answer to a step: a value, Back, or undefined if the user dismissed it. */
export type Answer<T> = { readonly value: T } | 'back' | undefined;

interface StepFrame {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  /** Shows a Back button. */
  readonly canGoBack: boolean;
}

export interface InputStep extends StepFrame {
  readonly value: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** Called for every change. An error keeps the user from accepting; an information doesn't. */
  readonly validate: (text: string) => vscode.InputBoxValidationMessage | string | undefined;
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
    box.onDidChangeValue(check);
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
  input.ignoreFocusOut = true;
  input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
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

/** A step changes the draft. `wasAsked`: the user saw it, so Back leads to it. */
export type StepResult<D> = { readonly draft: D; readonly wasAsked: boolean } | 'back' | undefined;

/**
 * Runs steps in order. Back leads to the last step that the user saw, with the answers kept.
 *
 * @returns the last draft; undefined if the user dismissed a step
 */
export async function runSteps<D>(
  steps: readonly ((draft: D, canGoBack: boolean) => Promise<StepResult<D>>)[],
  start: D,
): Promise<D | undefined> {
  const asked: number[] = [];
  let draft = start;
  for (let at = 0; at < steps.length;) {
    const result = await steps[at]?.(draft, asked.length > 0);
    if (result === undefined) return undefined;
    if (result === 'back') {
      at = asked.pop() ?? 0;
      continue;
    }
    if (result.wasAsked) asked.push(at);
    draft = result.draft;
    at += 1;
  }
  return draft;
}
