// A picture as a bitmap: the same shapes that svg.ts writes, painted.
import {
  captionSize,
  sheetOf,
  swatchWidth,
  subtitleSize,
  titleSize,
  type LegendEntry,
  type Picture,
  type PictureNode,
  type Sheet,
} from "../../schema/formats/picture.ts";
import { paintBadge, paintBadgeOf, paintBody, paintInside, paintRing } from "./paint-figure.ts";
import { LinePainter } from "./paint-lines.ts";

const scaleWanted = 2;
/** Browsers give no bitmap much larger than twice this. */
const sideMaxPx = 8192;

/** @throws Error where the browser cannot make a bitmap of this size. */
export async function toPngBlob(picture: Picture): Promise<Blob> {
  const sheet = sheetOf(picture);
  const scale = pngScale(sheet);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(sheet.width * scale);
  canvas.height = Math.round(sheet.height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser gives no 2D canvas.");
  context.scale(scale, scale);
  context.translate(-sheet.x, -sheet.y);
  paintPicture(context, picture, sheet);
  const { promise, resolve } = Promise.withResolvers<Blob | null>();
  canvas.toBlob(resolve, "image/png");
  const blob = await promise;
  if (!blob) throw new Error("This browser cannot make a picture of this size.");
  return blob;
}

/** Px of the bitmap for each px of the sheet: 2, or less where the bitmap would be too large. */
export function pngScale({ width, height }: Pick<Sheet, "width" | "height">): number {
  return Math.min(scaleWanted, sideMaxPx / Math.max(width, height));
}

function paintPicture(context: CanvasRenderingContext2D, picture: Picture, sheet: Sheet): void {
  const { page, ink, font } = picture;
  context.fillStyle = page;
  context.fillRect(sheet.x, sheet.y, sheet.width, sheet.height);
  paintWords(context, picture.title, sheet.left, sheet.titleBaseline, `600 ${titleSize}px ${font}`, ink);
  const quiet = `400 ${subtitleSize}px ${font}`;
  paintWords(context, picture.subtitle, sheet.left, sheet.subtitleBaseline, quiet, picture.muted);
  new LinePainter(picture.lines.map((line) => ({ look: line, route: line }))).paint(context, 1);
  for (const node of picture.nodes) paintNode(context, node, font);
  for (const node of picture.nodes) paintName(context, node, picture);
  paintCaption(context, picture, sheet);
}

function paintNode(context: CanvasRenderingContext2D, node: PictureNode, font: string): void {
  context.save();
  context.translate(node.x, node.y);
  if (node.mark?.hasRing) paintRing(context, node, node.mark);
  paintBody(context, node);
  paintInside(context, node, font);
  if (node.mark) paintBadgeOf(context, node, node.mark, font);
  context.restore();
}

function paintName(
  context: CanvasRenderingContext2D,
  { x, y, name }: PictureNode,
  { page, font }: Picture,
): void {
  if (!name) return;
  context.font = `${name.weight} ${name.size}px ${font}`;
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = page;
  context.fillStyle = name.color;
  for (const [index, line] of name.lines.entries()) {
    const baseline = y + name.y + index * name.lineHeight;
    context.strokeText(line, x + name.x, baseline);
    context.fillText(line, x + name.x, baseline);
  }
}

function paintCaption(context: CanvasRenderingContext2D, picture: Picture, sheet: Sheet): void {
  const { muted, hairline, font, footer, legend } = picture;
  context.strokeStyle = hairline;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(sheet.left, sheet.ruleY);
  context.lineTo(sheet.x * 2 + sheet.width - sheet.left, sheet.ruleY);
  context.stroke();
  for (const [index, entry] of legend.entries()) {
    const { x, y } = sheet.legend[index] ?? { x: sheet.left, y: sheet.ruleY };
    paintSwatch(context, entry, x + 9, y, font);
    paintWords(
      context,
      entry.text,
      x + swatchWidth,
      y + captionSize * 0.36,
      `400 ${captionSize}px ${font}`,
      muted,
    );
  }
  paintWords(context, footer, sheet.left, sheet.footerBaseline, `400 ${captionSize - 1}px ${font}`, muted);
}

function paintSwatch(
  context: CanvasRenderingContext2D,
  entry: LegendEntry,
  x: number,
  y: number,
  font: string,
): void {
  context.save();
  context.translate(x, y);
  switch (entry.kind) {
    case "figure":
      paintBody(context, entry.figure);
      break;
    case "stance":
      paintBadge(context, entry.mark, 8, font);
      break;
    case "line":
      new LinePainter([{ look: entry.look, route: { curve: [-10, 0, 0, 0, 10, 0], head: [] } }]).paint(
        context,
        1,
      );
      break;
  }
  context.restore();
}

function paintWords(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  font: string,
  color: string,
): void {
  context.font = font;
  context.textAlign = "left";
  context.fillStyle = color;
  context.fillText(text, x, y);
}
