// What the bench uses of the SDK. It is installed only when the bench runs; compiler and linter do without.
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
