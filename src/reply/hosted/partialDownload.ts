import { setAside } from '../receive/imageWriter.ts';
import type { PayloadSink } from '../types.ts';

/** What came of an image before its connection broke, or where its end was missing. */
export interface Piece {
  /** In bytes. */
  readonly size: number;
  /** Open, with all of it written. */
  readonly sink: PayloadSink;
}

/** Of several tries at one image, the one that brought most: each is the beginning of the same bytes. */
export interface LongestPiece {
  /** Takes a piece, and drops the shorter one. */
  readonly take: (piece: Piece) => Promise<void>;
  /** Sets it aside. @returns the store's name for it, where the store keeps such things */
  readonly keep: () => Promise<string | undefined>;
  /** The whole image is here. */
  readonly drop: () => Promise<void>;
}

export function longestPiece(): LongestPiece {
  let longest: Piece | undefined;

  function handOver(): PayloadSink | undefined {
    const sink = longest?.sink;
    longest = undefined;
    return sink;
  }

  return {
    take: async (piece) => {
      if (longest !== undefined && longest.size >= piece.size) await piece.sink.discard();
      else {
        await handOver()?.discard();
        longest = piece;
      }
    },
    keep: () => setAside(handOver()),
    drop: async () => {
      await handOver()?.discard();
    },
  };
}
