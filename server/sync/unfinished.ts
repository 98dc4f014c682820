// Messages that have begun to come and have not ended. Each socket may have one, so together they have a bound of their own.

/** A socket, as far as this is concerned. */
export interface Unfinished {
  /** Bytes that came after its last whole message, or a little more. */
  readonly unfinishedBytes: number;
}

/** Those with the most, until the others together stay within the bound. */
export function hoarders<Socket extends Unfinished>(
  sockets: Iterable<Socket>,
  bytesMax: number,
): readonly Socket[] {
  const most = [...sockets].toSorted((a, b) => b.unfinishedBytes - a.unfinishedBytes);
  let left = most.reduce((sum, { unfinishedBytes }) => sum + unfinishedBytes, 0);
  const isEnough = most.findIndex(({ unfinishedBytes }) => {
    const isWithin = left <= bytesMax;
    left -= unfinishedBytes;
    return isWithin;
  });
  return isEnough === -1 ? most : most.slice(0, isEnough);
}
