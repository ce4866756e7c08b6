import * as vscode from 'vscode';
import type { ChoiceSize } from '../../assets/choices.ts';
import { choiceLabel, type FormatChoice } from '../../assets/formats.ts';
import { liveChoiceStep, type Answer, type StepFrame } from './steps.ts';

interface FormatStep<Other extends vscode.QuickPickItem> extends StepFrame {
  readonly choices: readonly FormatChoice[];
  readonly describe: (choice: FormatChoice, size: ChoiceSize) => string;
  /** Encodes a choice. @param signal ends the work @returns the size of the file in bytes */
  readonly sizeOf: (choice: FormatChoice, signal: AbortSignal) => Promise<number>;
  /** Items that lead to another question. */
  readonly others: readonly Other[];
}

/** Asks for a format and its quality. While the list is open, each choice is encoded, and its real size appears. */
export async function formatStep<Other extends vscode.QuickPickItem>({
  choices,
  describe,
  sizeOf,
  others,
  ...frame
}: FormatStep<Other>): Promise<Answer<FormatChoice | Other>> {
  const sizes = new Map<FormatChoice, ChoiceSize>();
  const items = () => [
    ...choices.map((choice) => ({
      label: choiceLabel(choice),
      description: describe(choice, sizes.get(choice) ?? 'unknown'),
      value: choice,
    })),
    ...others.map((other) => ({ ...other, value: other })),
  ];
  const placeholder = vscode.l10n.t('Select a format. The numbers are the quality.');
  // One choice after the other, so that a paid image waits for one of them at most.
  const measure = async (signal: AbortSignal, show: () => void): Promise<void> => {
    for (const choice of choices) {
      const size = await sizeOf(choice, signal).catch(() => 'none' as const);
      if (signal.aborted) return;
      sizes.set(choice, size);
      show();
    }
  };
  const answer = await liveChoiceStep({ ...frame, placeholder, items }, measure);
  if (answer === undefined || answer === 'back') return answer;
  return { value: answer.value.value };
}
