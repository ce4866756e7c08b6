/**
 * Puts the focus on an element as soon as the document has it, so that one can type at once; not if it is somewhere in the
 * document already. It is never taken from another editor.
 */
export function focusOnce(id: string): void {
  const focus = () => {
    if (document.activeElement === document.body) document.getElementById(id)?.focus();
  };
  if (!document.hasFocus()) window.addEventListener('focus', focus, { once: true });
  // The element takes the focus once it has drawn itself, which it does in a task of its own.
  else requestAnimationFrame(focus);
}
