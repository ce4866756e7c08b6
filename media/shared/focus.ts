/**
 * Puts the focus on an element as soon as the document has it, so that one can type at once; not if it is somewhere in the
 * document already, and never out of another editor. VS Code loads the document hidden, where nothing takes the focus, and
 * gives it the focus when it shows it.
 */
export function focusOnce(id: string): void {
  const isNowhere = () => document.activeElement === document.body;
  const focus = () => {
    if (isNowhere()) document.getElementById(id)?.focus();
  };
  // The element can take the focus once it has drawn itself, which it does in a task of its own.
  requestAnimationFrame(() => {
    if (document.hasFocus()) focus();
    if (isNowhere()) window.addEventListener('focus', focus, { once: true });
  });
}

/** What has just come is seen, wherever the page has been scrolled to. At once: a page that glides is more than some can bear. */
export function reveal(selector: string): void {
  document.querySelector(selector)?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

/** The same for a picture, which has no height before it is decoded. */
export function revealPicture(selector: string): void {
  const picture = document.querySelector<HTMLImageElement>(selector);
  // One that cannot be shown has a place all the same.
  void picture
    ?.decode()
    .catch(() => undefined)
    .then(() => {
      reveal(selector);
    });
}
