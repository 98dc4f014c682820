// How a line is drawn: grey unless it is a stance, wider when stronger, broken when weakly graded.
import type { LineLook } from "../../schema/formats/picture.ts";
import type { StanceState } from "../../schema/vocabulary.ts";
import { gradeDashes, type Grade } from "./grade.ts";
import type { Palette } from "./palette.ts";
import type { SceneLine } from "./scene-lines.ts";

const widths = { weak: 1, moderate: 2.4, strong: 4 } as const;
const plainWidth = 1.5;
const stanceWidth = 2.6;
const asideOpacity = 0.55;
const staleOpacity = 0.45;

/** Sideways distance between lines that join the same two nodes. */
export const fanStep = 9;

/** How a line looks: colour for stances only, width by strength, dashes by the grade of its evidence. */
export function lineLook(line: SceneLine, palette: Palette): LineLook {
  if (line.kind === "stance") {
    const opacity = (line.isAside ? asideOpacity : 1) * (line.isStale ? staleOpacity : 1);
    const look = stanceLook(line.stance, line.isContested, line.grade, opacity, palette);
    return line.isAside ? look : { ...look, isLoud: true };
  }
  const { background, strength } = line.relation;
  return {
    color: background ? palette.relationFaint : palette.relation,
    width: strength ? widths[strength] : plainWidth,
    dash: gradeDashes[line.grade],
    opacity: 1,
  };
}

/** The line of one stance; contested ones are split along their length. */
function stanceLook(
  stance: StanceState,
  isContested: boolean,
  grade: Grade,
  opacity: number,
  palette: Palette,
): LineLook {
  const { fill, line } = palette.stances[stance];
  const dash = gradeDashes[grade];
  if (isContested)
    return { color: line, width: 4.4, dash, opacity, core: { color: palette.page, width: 1.6 } };
  if (fill === line) return { color: line, width: stanceWidth, dash, opacity };
  return {
    color: line,
    width: stanceWidth + 1,
    dash,
    opacity,
    core: { color: fill, width: stanceWidth - 0.8 },
  };
}

/** The same line while it matters most: hovered, at a selected node, or selected itself. */
export function emphasised(look: LineLook, line: SceneLine, palette: Palette, isSelected = false): LineLook {
  if (isSelected) return { ...look, color: palette.accent, width: look.width + 1.5, opacity: 1 };
  if (line.kind === "stance") return { ...look, opacity: Math.max(look.opacity, line.isStale ? 0.7 : 1) };
  return { ...look, color: palette.ink, width: look.width + 0.3 };
}

/** Length of the arrowhead in graph coordinates; 0 for lines without direction. */
export function headSize(line: SceneLine, look: LineLook): number {
  return line.isDirected ? 6.5 + look.width * 1.1 : 0;
}
