// The part of the SDK that the bench uses. Only the bench installs the SDK; compiler and linter use these types.
declare module '@google/genai' {
  interface Part {
    readonly text?: string;
    readonly inlineData?: { readonly mimeType?: string; readonly data?: string };
  }
  interface Reply {
    readonly candidates?: readonly { readonly content?: { readonly parts?: readonly Part[] } }[];
  }
  interface Request {
    readonly model: string;
    readonly contents: readonly Part[];
  }
  export class GoogleGenAI {
    constructor(options: {
      readonly apiKey: string;
      readonly httpOptions: { readonly baseUrl: string; readonly apiVersion: string };
    });
    readonly models: { generateContent(request: Request): Promise<Reply> };
  }
}
