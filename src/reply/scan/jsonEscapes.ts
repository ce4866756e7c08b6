const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  b: 0x08,
  f: 0x0c,
};

/** Decodes the escapes of a JSON string (RFC 8259, section 7) byte by byte, so that an escape may be split anywhere. */
export interface Unescaper {
  /** Starts an escape, after its backslash. */
  begin(): void;
  isActive(): boolean;
  /** Takes the next byte of an escape. @returns the UTF-16 code; -1 while the escape is incomplete */
  take(byte: number): number;
}

export function createUnescaper(): Unescaper {
  /** 0: no escape. 1: after the backslash. 2 to 5: after `\u` and (stage − 2) hex digits. */
  let stage = 0;
  let code = 0;
  return {
    begin() {
      stage = 1;
    },
    isActive: () => stage > 0,
    take(byte) {
      if (stage === 1) {
        if (byte === 0x75) {
          stage = 2;
          code = 0;
          return -1;
        }
        stage = 0;
        return SIMPLE_ESCAPES[String.fromCharCode(byte)] ?? byte;
      }
      code = code * 16 + hexValue(byte);
      if (stage < 5) {
        stage++;
        return -1;
      }
      stage = 0;
      return code;
    },
  };
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 0;
}
