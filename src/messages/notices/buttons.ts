import { ACTIONS, sendsRequest, type ActionFacts } from '../actions.ts';
import type { Action } from '../message.ts';

/** More buttons wrap or cut their labels. */
export const MAX_BUTTONS = 3;

/** A button of a failure's notice. `details` shows the whole text; `alternative` leads to another route. */
export type NoticeButton = Action | 'details' | 'alternative';

/**
 * Selects the buttons of a failure's notice, safest first: what changes something without sending, then the details, then what
 * sends a request. So the first button never pays.
 *
 * @param actions what the message offers, the most useful first
 * @param extras the alternative route sends at once unless the surface has an input to show it in
 */
export function noticeButtons(
  actions: readonly Action[],
  facts: ActionFacts,
  extras: { readonly isCut: boolean; readonly hasAlternative: boolean },
): readonly NoticeButton[] {
  const { isCut, hasAlternative } = extras;
  const alternative: readonly NoticeButton[] = hasAlternative ? ['alternative'] : [];
  const isSafeAlternative = facts.reopens === true;
  const safeActions = actions.filter(
    (action) => !sendsRequest(action, facts) && action !== 'show-log',
  );
  const changes = (action: Action) => ACTIONS[action].behavior.kind === 'repeat';
  // What finds out about a charge, or gets what is paid for, comes before what leads to another request.
  const safe: readonly NoticeButton[] = [
    ...safeActions.filter((action) => !changes(action)),
    ...(isSafeAlternative ? alternative : []),
    ...safeActions.filter(changes),
  ];
  const more: readonly NoticeButton[] = isCut
    ? ['details']
    : actions.filter((action) => action === 'show-log');
  const sending: readonly NoticeButton[] = [
    ...(isSafeAlternative ? [] : alternative),
    ...actions.filter((action) => sendsRequest(action, facts)),
  ];
  // With one button of each kind first, the rest fills up.
  const wanted = [
    ...safe.slice(0, 1),
    ...sending.slice(0, 1),
    ...more,
    ...safe.slice(1),
    ...sending.slice(1),
  ];
  const chosen = new Set(wanted.slice(0, MAX_BUTTONS));
  return [...safe, ...more, ...sending].filter((button) => chosen.has(button));
}
