// The colours of the canvas, read from the interface's custom properties so that light, dark and a team's own colours
// restyle it. Where a property is missing, the light look is used.
import type { StancePaint } from "../../schema/formats/picture.ts";
import { stanceStates, type StanceState } from "../../schema/vocabulary.ts";

/** The colours and fonts of the theme, read once and handed to whoever paints. */
export interface Palette {
  readonly page: string;
  readonly surface: string;
  readonly raised: string;
  readonly ink: string;
  readonly muted: string;
  readonly hairline: string;
  /** Shapes that carry meaning: 3:1 against the page. */
  readonly outline: string;
  readonly accent: string;
  readonly onAccent: string;
  /** Fill of the quiet nodes. */
  readonly soft: string;
  /** Relations, and those of the background. */
  readonly relation: string;
  readonly relationFaint: string;
  /** Agreements, the heavy shapes of the picture, and words on them. */
  readonly solid: string;
  readonly onSolid: string;
  readonly hatch: string;
  readonly font: string;
  readonly stances: Readonly<Record<StanceState, StancePaint>>;
}

/** Gives the value of a custom property, or an empty text. */
export type ReadToken = (name: string) => string;

/** Reads the tokens of the theme; where one is missing, the light theme fills in. */
export function readPalette(read: ReadToken): Palette {
  const token = (name: string, fallback: string) => read(name).trim() || fallback;
  const page = token("--e-page", "#fbfbfa");
  const ink = token("--e-ink", "#1b1f24");
  const muted = token("--e-muted", "#5a6370");
  const outline = token("--e-outline", "#7f8893");
  return {
    page,
    ink,
    muted,
    outline,
    surface: token("--e-surface", "#ffffff"),
    raised: token("--e-raised", "#ffffff"),
    hairline: token("--e-line", "#e3e5e8"),
    accent: token("--e-accent", "#2f5daa"),
    onAccent: token("--e-on-accent", "#ffffff"),
    soft: mix(ink, page, 0.08),
    relation: mix(outline, page, 0.93),
    relationFaint: mix(outline, page, 0.45),
    solid: mix(ink, page, 0.78),
    onSolid: page,
    hatch: token("--e-stance-unknown-hatch", "#ccd1d6"),
    font: token("--e-font", fallbackFont),
    stances: readStances(token),
  };
}

const fallbackFont =
  '"Inter Variable", "Noto Sans TC", "PingFang TC", "Hiragino Sans", "Noto Sans JP", system-ui, sans-serif';

const white = "#ffffff";
const black = "#1b1f24";
const fallbackStances: Readonly<Record<StanceState, StancePaint>> = {
  champion: { fill: "#0a4b86", text: white, line: "#0a4b86" },
  support: { fill: "#2a73b5", text: white, line: "#2a73b5" },
  "lean-support": { fill: "#bfd9ef", text: black, line: "#2a73b5" },
  undecided: { fill: "#f2d27a", text: black, line: "#94700f" },
  "lean-oppose": { fill: "#f3c3a2", text: black, line: "#b4501e" },
  oppose: { fill: "#b4501e", text: white, line: "#b4501e" },
  block: { fill: "#7a2e0c", text: white, line: "#7a2e0c" },
  abstain: { fill: white, text: black, line: "#5a6370" },
  unknown: { fill: "#e6e8eb", text: black, line: "#7c858f" },
};

function readStances(token: (name: string, fallback: string) => string): Record<StanceState, StancePaint> {
  const paintOf = (state: StanceState): StancePaint => {
    const fallback = fallbackStances[state];
    return {
      fill: token(`--e-stance-${state}-fill`, fallback.fill),
      text: token(`--e-stance-${state}-text`, fallback.text),
      line: token(`--e-stance-${state}-line`, fallback.line),
    };
  };
  const pairs = stanceStates.map((state) => [state, paintOf(state)] as const);
  return Object.fromEntries(pairs) as Record<StanceState, StancePaint>;
}

/** A colour that is `share` of one and the rest of another, both `#rrggbb`; anything else is given back as it is. */
export function mix(color: string, other: string, share: number): string {
  const [one, two] = [channels(color), channels(other)];
  if (!one || !two) return color;
  const mixed = one.map((value, index) => Math.round(value * share + (two[index] ?? 0) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(color: string): readonly number[] | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  return match?.slice(1).map((pair) => Number.parseInt(pair, 16));
}
