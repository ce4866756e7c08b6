/**
 * Returns the value of `data-vscode-context`: VS Code shows the menu entries of this section, and passes the value to their
 * commands. Its own entries would copy and paste text.
 *
 * @param image the id of the image
 */
export function pictureContext(image: string): string {
  return JSON.stringify({
    webviewSection: 'picture',
    easelImage: image,
    preventDefaultContextMenuItems: true,
  });
}
