import { actionLabel, sendsRequest, type ActionFacts } from '../../messages/actions.ts';
import type { Action } from '../../messages/message.ts';
import { MAX_BUTTONS, noticeButtons } from '../../messages/notices/buttons.ts';
import { fitNotice, NOTICE_LENGTH } from '../../messages/notices/fit.ts';
import { moneySentences } from '../../messages/notices/money.ts';
import type { Translate } from '../../text/translate.ts';
import type { FailureButton, FailureView } from './protocol.ts';

/** The texts and the actions of a failure. */
export interface FailureTexts {
  /** Each one or more sentences, the most important first. */
  readonly texts: readonly string[];
  /** Texts of one sentence each that are always in sight, besides those about money. */
  readonly needed?: readonly string[];
  /** The most useful first. */
  readonly actions: readonly Action[];
  /** The label of the button for the alternative route. */
  readonly alternative?: string | undefined;
}

/**
 * Builds the card of a failure in the order of notifications: two lines and up to three buttons, including the details, which
 * have the whole text and the other buttons.
 */
export function failureCard(
  { texts, needed = [], actions, alternative }: FailureTexts,
  facts: ActionFacts,
  t: Translate,
): Pick<FailureView, 'text' | 'buttons' | 'details'> {
  const { text, isCut } = fitNotice(
    texts,
    new Set([...moneySentences(t), ...needed]),
    // What is needed besides the money gets a line of its own, and doesn't cut what happened.
    NOTICE_LENGTH + needed.join(' ').length,
  );
  const hasAlternative = alternative !== undefined;
  const all: readonly FailureButton[] = [
    ...actions.map((button) => ({
      button,
      label: actionLabel(button, facts, t),
      isSafe: !sendsRequest(button, facts),
    })),
    ...(hasAlternative
      ? [{ button: 'alternative' as const, label: alternative, isSafe: false }]
      : []),
  ];
  const hasDetails = isCut || all.length > MAX_BUTTONS;
  const first = noticeButtons(actions, facts, { isCut: hasDetails, hasAlternative });
  // The page has the details in a place of their own.
  const buttons = first.flatMap((name) => all.filter(({ button }) => button === name));
  if (!hasDetails) return { text, buttons };
  const others = all.filter((button) => !buttons.includes(button));
  return { text, buttons, details: { text: texts.join(' '), buttons: others } };
}
