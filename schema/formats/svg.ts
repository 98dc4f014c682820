// Writes a picture as an SVG file: real text, a title and description for screen readers, ids to refer to, no script,
// no style sheet and nothing fetched from elsewhere.
import {
  badgePlace,
  captionSize,
  contestedDash,
  curvePath,
  glyphPath,
  outlinedGlyphs,
  outlinePath,
  polygonPath,
  ringGap,
  ringWidth,
  sheetOf,
  swatchWidth,
  subtitleSize,
  titleSize,
  type Figure,
  type LegendEntry,
  type LineLook,
  type Picture,
  type PictureLine,
  type PictureNode,
  type Sheet,
  type StanceMark,
} from "./picture.ts";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** The picture as the text of an SVG file. Linear in the number of shapes; the same picture gives the same bytes. */
export function toSvg(picture: Picture): string {
  const sheet = sheetOf(picture);
  const { x, y, width, height } = sheet;
  const hatches = hatchColors(picture);
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: [x, y, width, height].map(round).join(" "),
    width: round(width),
    height: round(height),
    role: "img",
    "aria-labelledby": "picture-title picture-description",
    "font-family": picture.font,
  };
  const body = [
    tag("title", { id: "picture-title" }, escape(picture.title)),
    tag("desc", { id: "picture-description" }, escape(picture.description)),
    tag("defs", {}, hatches.map(hatchPattern).join("")),
    tag("rect", { x: round(x), y: round(y), width: round(width), height: round(height), fill: picture.page }),
    text(picture.title, {
      x: sheet.left,
      y: sheet.titleBaseline,
      size: titleSize,
      weight: 600,
      fill: picture.ink,
    }),
    text(picture.subtitle, {
      x: sheet.left,
      y: sheet.subtitleBaseline,
      size: subtitleSize,
      weight: 400,
      fill: picture.muted,
    }),
    tag("g", { id: "lines", fill: "none", "stroke-linecap": "butt" }, lines(picture.lines.map(pictureLine))),
    tag("g", { id: "nodes" }, lines(picture.nodes.map((node) => pictureNode(node, hatches)))),
    tag(
      "g",
      { id: "names", "text-anchor": "middle" },
      lines(picture.nodes.map((node) => nodeName(node, picture.page))),
    ),
    caption(picture, sheet, hatches),
  ];
  return `${tag("svg", root, `\n${lines(body)}\n`)}\n`;
}

/** Text that is safe between tags and in attributes; characters that XML 1.0 forbids are dropped. */
export function escape(text: string): string {
  return text.replaceAll(forbidden, "").replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? "");
}

// What XML 1.0 allows, turned round: everything else cannot even be written as a reference.
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function pictureLine(line: PictureLine): string {
  const { id, title, curve, head, color, opacity } = line;
  const inner = [
    tag("title", {}, escape(title)),
    stroke(curvePath(curve), line),
    head.length > 0 ? tag("path", { d: polygonPath(head), fill: color }) : "",
  ].join("");
  return tag("g", { id: `line-${id}`, opacity: opacity < 1 ? opacity : undefined }, inner);
}

function stroke(d: string, look: LineLook): string {
  const { color, width, dash, core } = look;
  const dashes = dash.length > 0 ? dash.map(round).join(" ") : undefined;
  const one = (stroke: string, width: number) =>
    tag("path", { d, stroke, fill: "none", "stroke-width": round(width), "stroke-dasharray": dashes });
  return one(color, width) + (core ? one(core.color, core.width) : "");
}

function pictureNode(node: PictureNode, hatches: readonly string[]): string {
  const inner = [tag("title", {}, escape(node.title)), figure(node, 0, 0, hatches)].join("");
  return tag(
    "g",
    { id: `node-${node.id}`, transform: `translate(${round(node.x)} ${round(node.y)})` },
    inner,
  );
}

function figure(figure: Figure, x: number, y: number, hatches: readonly string[]): string {
  const { outline, width, height, fill, stroke, strokeWidth, isDashed, mark } = figure;
  const body = tag("path", {
    d: outlinePath(outline, x, y, width, height),
    fill,
    stroke,
    "stroke-width": strokeWidth,
    "stroke-dasharray": isDashed ? "4 3" : undefined,
  });
  const place = badgePlace(figure);
  return [
    mark?.hasRing ? ring(figure, mark, hatches) : "",
    body,
    icon(figure, x, y),
    inside(figure, x, y),
    mark ? badge(mark, x + place.x, y + place.y, place.radius, hatches) : "",
  ].join("");
}

function ring({ outline, width, height }: Figure, mark: StanceMark, hatches: readonly string[]): string {
  const around = 2 * ringGap + ringWidth;
  const d = outlinePath(outline, 0, 0, width + around, height + around);
  const opacity = mark.isStale ? 0.45 : undefined;
  const dashes = mark.isContested ? contestedDash.join(" ") : undefined;
  const one = (stroke: string, width: number) =>
    tag("path", { d, fill: "none", stroke, "stroke-width": width, "stroke-dasharray": dashes, opacity });
  const hatch = mark.hatch === undefined ? "" : one(hatchUrl(mark, hatches), ringWidth);
  return one(mark.line, ringWidth + 1.5) + one(mark.fill, ringWidth) + hatch;
}

function badge(mark: StanceMark, x: number, y: number, radius: number, hatches: readonly string[]): string {
  const { fill, line, text: color, state } = mark;
  const disc = { cx: round(x), cy: round(y), r: radius };
  const plain = tag("circle", { ...disc, fill, stroke: line, "stroke-width": 1.5 });
  const hatched = mark.hatch === undefined ? "" : tag("circle", { ...disc, fill: hatchUrl(mark, hatches) });
  const glyph =
    state === "unknown"
      ? text("?", {
          x,
          y: y + radius * 0.47,
          size: radius * 1.35,
          weight: 700,
          fill: color,
          anchor: "middle",
        })
      : stanceGlyph(state, color, x, y, radius);
  return tag("g", { opacity: mark.isStale ? 0.6 : undefined }, plain + hatched + glyph);
}

function stanceGlyph(
  state: StanceMark["state"],
  color: string,
  x: number,
  y: number,
  radius: number,
): string {
  const d = glyphPath(state, x, y, radius);
  return outlinedGlyphs.has(state)
    ? tag("path", { d, fill: "none", stroke: color, "stroke-width": 1.3 })
    : tag("path", { d, fill: color });
}

function icon({ icon, insideSize, insideColor }: Figure, x: number, y: number): string {
  if (!icon) return "";
  const scale = insideSize / 24;
  const transform = `translate(${round(x - insideSize / 2)} ${round(y - insideSize / 2)}) scale(${round(scale)})`;
  const attributes = {
    transform,
    fill: "none",
    stroke: insideColor,
    "stroke-width": 2,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  };
  return tag("g", attributes, icon.map(({ tag: name, attributes }) => tag(name, attributes)).join(""));
}

function inside({ inside, insideSize, insideColor }: Figure, x: number, y: number): string {
  const lineHeight = insideSize * 1.18;
  const top = y - ((inside.length - 1) * lineHeight) / 2 + insideSize * 0.36;
  return inside
    .map((line, index) =>
      text(line, {
        x,
        y: top + index * lineHeight,
        size: insideSize,
        weight: 600,
        fill: insideColor,
        anchor: "middle",
      }),
    )
    .join("");
}

function nodeName(node: PictureNode, page: string): string {
  const { name } = node;
  if (!name) return "";
  const at = (index: number) => ({ x: node.x + name.x, y: node.y + name.y + index * name.lineHeight });
  const look = { size: name.size, weight: name.weight, fill: name.color };
  const halo = { stroke: page, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
  return name.lines.map((line, index) => text(line, { ...at(index), ...look, more: halo })).join("");
}

function caption(picture: Picture, sheet: Sheet, hatches: readonly string[]): string {
  const { left, ruleY } = sheet;
  const entries = picture.legend.map((entry, index) => {
    const place = sheet.legend[index] ?? { x: left, y: ruleY };
    const words = {
      x: place.x + swatchWidth,
      y: place.y + captionSize * 0.36,
      size: captionSize,
      weight: 400,
      fill: picture.muted,
    };
    return swatch(entry, place.x + 9, place.y, hatches) + text(entry.text, words);
  });
  const rule = tag("path", {
    d: `M${round(left)} ${round(ruleY)}H${round(sheet.x * 2 + sheet.width - left)}`,
    stroke: picture.hairline,
  });
  const foot = text(picture.footer, {
    x: left,
    y: sheet.footerBaseline,
    size: captionSize - 1,
    weight: 400,
    fill: picture.muted,
  });
  return tag("g", { id: "legend" }, lines([rule, ...entries, foot]));
}

function swatch(entry: LegendEntry, x: number, y: number, hatches: readonly string[]): string {
  switch (entry.kind) {
    case "figure":
      return figure(entry.figure, x, y, hatches);
    case "stance":
      return badge(entry.mark, x, y, 8, hatches);
    case "line":
      return stroke(`M${round(x - 10)} ${round(y)}H${round(x + 10)}`, entry.look);
  }
}

function hatchColors({ nodes, legend }: Picture): readonly string[] {
  const marks = [
    ...nodes.map((node) => node.mark),
    ...legend.map((entry) => (entry.kind === "stance" ? entry.mark : undefined)),
  ];
  return [...new Set(marks.flatMap((mark) => mark?.hatch ?? []))];
}

function hatchPattern(color: string, index: number): string {
  const stripes = tag("path", { d: "M0 4L4 0", stroke: color, "stroke-width": 1.4 });
  return tag(
    "pattern",
    { id: `hatch-${index}`, width: 4, height: 4, patternUnits: "userSpaceOnUse" },
    stripes,
  );
}

function hatchUrl(mark: StanceMark, hatches: readonly string[]): string {
  return `url(#hatch-${hatches.indexOf(mark.hatch ?? "")})`;
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: number;
  readonly fill: string;
  readonly anchor?: "middle";
  readonly more?: Attributes;
}

function text(words: string, { x, y, size, weight, fill, anchor, more }: TextPlace): string {
  if (words === "") return "";
  const look = { "font-size": round(size), "font-weight": weight, fill, "text-anchor": anchor };
  return tag("text", { x: round(x), y: round(y), ...look, ...more }, escape(words));
}

function tag(name: string, attributes: Attributes, inner = ""): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escape(String(value))}"`],
  );
  return inner === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inner}</${name}>`;
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
