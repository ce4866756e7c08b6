/**
 * Focuses an element as soon as the document has the focus, so that the user can type at once. Does nothing if another element
 * has the focus, and never takes it from another editor. VS Code loads the document hidden, where no element takes the focus,
 * and focuses the document when it shows it.
 */
export function focusOnce(id: string): void {
  const isUnfocused = () => document.activeElement === document.body;
  const focus = () => {
    if (isUnfocused()) document.getElementById(id)?.focus();
  };
  // The element takes the focus after its first render, which is a separate task.
  requestAnimationFrame(() => {
    if (document.hasFocus()) focus();
    if (isUnfocused()) window.addEventListener('focus', focus, { once: true });
  });
}

/** The document gets the focus soon after the command that shows it, or not at all. */
const FOCUS_WAIT_MS = 1000;

/** Focuses an element, also if another element of the page has the focus. Waits a moment until the document gets it. */
export function focusFirst(id: string): void {
  const focus = () => document.getElementById(id)?.focus();
  if (document.hasFocus()) focus();
  else {
    const signal = AbortSignal.timeout(FOCUS_WAIT_MS);
    window.addEventListener('focus', focus, { once: true, signal });
  }
}

/** Scrolls to an element without animation, because motion makes some people ill. */
export function reveal(selector: string): void {
  document.querySelector(selector)?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}
