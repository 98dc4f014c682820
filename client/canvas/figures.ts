// Nodes with their colours: what a scene node looks like under a palette.
import type { Figure, StanceMark } from "../../schema/formats/picture.ts";
import type { StanceState } from "../../schema/vocabulary.ts";
import { iconShapes } from "./icons.ts";
import type { Role } from "./node-look.ts";
import type { Palette } from "./palette.ts";
import type { SceneNode } from "./scene.ts";

/** Figures under one palette, each made once: nodes and palettes are immutable. */
export class FigureBook {
  readonly palette: Palette;
  readonly #figures = new WeakMap<SceneNode, Figure>();

  constructor(palette: Palette) {
    this.palette = palette;
  }

  figureOf(node: SceneNode): Figure {
    const known = this.#figures.get(node);
    if (known) return known;
    const figure = figureUnder(node, this.palette);
    this.#figures.set(node, figure);
    return figure;
  }
}

function figureUnder({ look, entity, stance, isFocus }: SceneNode, palette: Palette): Figure {
  const { outline, width, height, inside, insideSize, icon, role } = look;
  const colors = colorsOf(role, isFocus, entity.background === true, palette);
  const mark = stance && stanceMark(stance.state, palette, { hasRing: stance.isElector, ...stance });
  return {
    outline,
    width,
    height,
    inside,
    insideSize,
    isDashed: entity.background === true,
    ...colors,
    ...(icon !== "" && { icon: iconShapes(icon) }),
    ...(mark && { mark }),
  };
}

interface MarkOptions {
  readonly hasRing: boolean;
  readonly isContested: boolean;
  readonly isStale: boolean;
}

/** A stance as it is marked on a node or in the legend. */
export function stanceMark(
  state: StanceState,
  palette: Palette,
  { hasRing, isContested, isStale }: MarkOptions = { hasRing: false, isContested: false, isStale: false },
): StanceMark {
  const paint = palette.stances[state];
  return {
    state,
    ...paint,
    hasRing,
    isContested,
    isStale,
    ...(state === "unknown" && { hatch: palette.hatch }),
  };
}

interface Colors {
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly insideColor: string;
}

function colorsOf(role: Role, isFocus: boolean, isBackground: boolean, palette: Palette): Colors {
  const { surface, ink, muted, outline, soft, solid, onSolid } = palette;
  if (isBackground) return { fill: surface, stroke: outline, strokeWidth: 1.4, insideColor: muted };
  switch (role) {
    case "state":
      return { fill: surface, stroke: muted, strokeWidth: 1.6, insideColor: ink };
    case "agreement":
      return { fill: solid, stroke: solid, strokeWidth: 1, insideColor: onSolid };
    case "decision":
      return isFocus
        ? { fill: ink, stroke: ink, strokeWidth: 1.6, insideColor: onSolid }
        : { fill: surface, stroke: ink, strokeWidth: 2, insideColor: ink };
    case "company":
      return { fill: soft, stroke: muted, strokeWidth: 1.6, insideColor: ink };
    case "body":
    case "person":
      return { fill: soft, stroke: outline, strokeWidth: 1.3, insideColor: muted };
    case "other":
      return { fill: surface, stroke: outline, strokeWidth: 1.2, insideColor: muted };
  }
}
