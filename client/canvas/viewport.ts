/** Which part of the graph is on the screen: a point of the graph is at `point * zoom + (x, y)`, in CSS px. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export const zoomMin = 0.08;
export const zoomMax = 4;
