// The canvas as a picture for a file: all of it, at zoom 1, with a legend of what occurs in it.
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type {
  LegendEntry,
  NameBlock,
  Picture,
  PictureLine,
  PictureNode,
} from "../../schema/formats/picture.ts";
import type { EntityId } from "../../schema/ids.ts";
import { entityKindTerms, stanceStates, stanceTerms, type StanceState } from "../../schema/vocabulary.ts";
import { stanceMark, type FigureBook } from "./figures.ts";
import { gradeDashes, gradeMeanings, grades } from "./grade.ts";
import { placeNames, type NamePlace } from "./labels.ts";
import type { Places } from "./places.ts";
import { lineWords } from "./line-notes.ts";
import { nameItem, nameWords } from "./names.ts";
import { roles, type Role } from "./node-look.ts";
import type { Palette } from "./palette.ts";
import type { RouteBook } from "./routes.ts";
import type { SceneNode } from "./scene.ts";
import type { ShownScene } from "./scene-filter.ts";

/** What is on the canvas when somebody exports it. */
export interface PictureSource {
  readonly scene: ShownScene;
  readonly places: Places;
  readonly book: FigureBook;
  readonly routes: RouteBook;
  readonly title: string;
  readonly footer: string;
  readonly evaluation: Evaluation | undefined;
}

/** Names are as large beside their nodes as on a screen that shows all of a map. */
const nameZoom = 0.68;

/** What is on the canvas as a picture to be written to a file, with title, legend and footer. */
export function pictureOf(source: PictureSource): Picture {
  const { scene, book, title, footer, evaluation } = source;
  const { page, ink, muted, hairline, font } = book.palette;
  const focus = evaluation && scene.nodes.get(evaluation.decision)?.entity.label;
  const about =
    focus && evaluation ? ` Stances on “${focus}” as of ${evaluation.asOf}: ${evaluation.reason}` : "";
  return {
    title,
    subtitle: evaluation?.reason ?? "",
    description: `Graph of ${scene.nodes.size.toLocaleString("en")} entities and ${scene.lines.length.toLocaleString("en")} lines.${about}`,
    page,
    ink,
    muted,
    hairline,
    font,
    nodes: pictureNodes(source),
    lines: pictureLines(source),
    legend: legendOf(source),
    footer,
  };
}

function pictureNodes({ scene, places, book }: PictureSource): readonly PictureNode[] {
  const items = [...scene.nodes.values()].flatMap((node) => {
    const place = places.get(node.id);
    return place ? [nameItem(node, place, nameZoom, false)] : [];
  });
  const names = placeNames(items, nameZoom);
  return items.flatMap(({ id, x, y }) => {
    const node = scene.nodes.get(id);
    if (!node) return [];
    const name = nameBlock(node, names.get(id), book.palette);
    return [{ ...book.figureOf(node), id, x, y, title: titleOf(node), ...(name && { name }) }];
  });
}

function nameBlock(node: SceneNode, at: NamePlace | undefined, palette: Palette): NameBlock | undefined {
  if (!at) return undefined;
  const { lines, size, lineHeight, weight, isQuiet } = nameWords(node, nameZoom);
  return {
    lines,
    size: size / nameZoom,
    lineHeight: lineHeight / nameZoom,
    weight,
    color: isQuiet ? palette.muted : palette.ink,
    x: (at.dx + at.width / 2) / nameZoom,
    y: (at.dy + size * 0.93) / nameZoom,
  };
}

function titleOf({ entity, stance }: SceneNode): string {
  return stance ? `${entity.label}: ${stanceTerms[stance.state].label}` : entity.label;
}

function pictureLines({ scene, routes }: PictureSource): readonly PictureLine[] {
  const nameOf = (id: EntityId) => scene.nodes.get(id)?.entity.label ?? id;
  return [...routes.lines].map(({ line, look, route }) => ({
    ...look,
    ...route,
    id: line.id,
    title: `${nameOf(line.from)} ${lineWords(line)} ${nameOf(line.to)}`,
  }));
}

const legendRoles: Readonly<Partial<Record<Role, string>>> = {
  state: entityKindTerms.state.label,
  agreement: entityKindTerms.agreement.label,
  company: entityKindTerms.company.label,
  body: entityKindTerms.body.label,
  person: entityKindTerms.person.label,
  decision: entityKindTerms.decision.label,
};

function legendOf({ scene, book }: PictureSource): readonly LegendEntry[] {
  const nodes = [...scene.nodes.values()];
  const figures = roles.flatMap((role): LegendEntry[] => {
    const text = legendRoles[role];
    const example = nodes.find((node) => node.look.role === role && !node.entity.background);
    if (!text || !example) return [];
    const { mark: _, ...figure } = book.figureOf(example);
    const scale = 14 / Math.max(figure.width, figure.height);
    const size = { width: figure.width * scale, height: figure.height * scale };
    return [{ kind: "figure", text, figure: { ...figure, ...size, inside: [], icon: [], strokeWidth: 1.2 } }];
  });
  return [...figures, ...stanceEntries(scene, book.palette), ...lineEntries(scene, book.palette)];
}

function stanceEntries({ nodes, lines }: ShownScene, palette: Palette): readonly LegendEntry[] {
  const present = new Set<StanceState>();
  for (const { stance } of nodes.values()) if (stance) present.add(stance.state);
  for (const line of lines) if (line.kind === "stance") present.add(line.stance);
  const ringed = [...nodes.values()].some(({ stance }) => stance?.isElector);
  const stances = stanceStates
    .filter((state) => present.has(state))
    .map((state): LegendEntry => ({
      kind: "stance",
      mark: stanceMark(state, palette),
      text: stanceTerms[state].label,
    }));
  const note: LegendEntry = {
    kind: "line",
    look: { color: palette.muted, width: 3.5, dash: [], opacity: 1 },
    text: "ring: has a vote",
  };
  return ringed ? [...stances, note] : stances;
}

function lineEntries({ lines }: ShownScene, palette: Palette): readonly LegendEntry[] {
  const present = new Set(lines.map((line) => line.grade));
  return grades
    .filter((grade) => present.has(grade))
    .map((grade) => ({
      kind: "line",
      look: { color: palette.muted, width: 1.5, dash: gradeDashes[grade], opacity: 1 },
      text: gradeMeanings[grade],
    }));
}
