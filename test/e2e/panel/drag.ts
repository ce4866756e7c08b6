interface Transfer {
  setData(type: string, data: string): void;
  getData(type: string): string;
  readonly types: readonly string[];
}

/** The part of a page's DOM that is used here, since tests are compiled for Node. */
export interface Target {
  dispatchEvent(event: unknown): boolean;
  getBoundingClientRect(): { readonly left: number; readonly top: number };
  readonly ownerDocument: {
    readonly defaultView: {
      readonly DataTransfer: new () => Transfer;
      readonly DragEvent: new (type: string, init: object) => unknown;
    };
  };
}

/** Starts to drag an element. A mouse that crosses the frames of a webview starts no drag under automation. @returns the data */
export function startDrag(element: unknown): Record<string, string> {
  const target = element as Target;
  const { DataTransfer, DragEvent } = target.ownerDocument.defaultView;
  const dataTransfer = new DataTransfer();
  target.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }));
  return Object.fromEntries(
    dataTransfer.types.map((type) => [type, dataTransfer.getData(type)] as const),
  );
}
