/** One number of a typed array that is known to hold it: the compiler cannot see lengths, and kernels read a lot. */
export function at(values: Float64Array | Uint32Array | Uint8Array, index: number): number {
  return values[index] ?? 0;
}

/** Moves a point whose x and y stand at `2 * index`. */
export function shiftPoint(points: Float64Array, index: number, dx: number, dy: number): void {
  points[2 * index] = at(points, 2 * index) + dx;
  points[2 * index + 1] = at(points, 2 * index + 1) + dy;
}
