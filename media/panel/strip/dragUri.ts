/**
 * Returns the URI of the file that the webview loads from an address. VS Code's addresses look like
 * `https://vscode-remote+127-002e0-002e0-002e1.vscode-resource.vscode-cdn.net/w/cat.png`: scheme and authority are in the host,
 * where `-002e` stands for the character with that code.
 *
 * @returns undefined for an address of another form
 */
export function dragUri(address: string): string | undefined {
  const [, scheme, encoded = '', path] =
    // The host is percent-encoded by some versions.
    /^https:\/\/([a-z][a-z0-9-]*)(?:\+|%2B)([a-z0-9-]*)\.vscode-resource\.[^/]*(\/[^?#]*)/i.exec(
      address,
    ) ?? [];
  if (scheme === undefined || path === undefined) return undefined;
  const authority = encoded.replaceAll(/-([0-9a-f]{4})/g, (_match, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return `${scheme}://${authority}${path}`;
}

/** The types that VS Code reads from a drag: text editors and chat the first, editors and the explorer the second. */
export function dragData(uris: readonly string[]): Readonly<Record<string, string>> {
  const list = uris.join('\r\n');
  return {
    'application/vnd.code.uri-list': list,
    'text/uri-list': list,
    ResourceURLs: JSON.stringify(uris),
  };
}
