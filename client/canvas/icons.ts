// Bundled icons as plain shapes, for the canvas and for files.
import type { IconShape } from "../../schema/formats/picture.ts";
import { iconSvg } from "../controls/icon-set.ts";

const tags: readonly string[] = [
  "path",
  "circle",
  "rect",
  "line",
  "ellipse",
  "polyline",
  "polygon",
] satisfies IconShape["tag"][];
const shapesByName = new Map<string, readonly IconShape[]>();
const paths = new WeakMap<readonly IconShape[], Path2D>();

/** The shapes of an icon of client/controls/icon-set.ts; none where it is not bundled. */
export function iconShapes(name: string): readonly IconShape[] {
  const known = shapesByName.get(name);
  if (known) return known;
  const shapes = parseShapes(iconSvg(name) ?? "");
  shapesByName.set(name, shapes);
  return shapes;
}

/** The same shapes as one path, to be stroked on a grid of 24 by 24. */
export function iconPath(shapes: readonly IconShape[]): Path2D {
  const known = paths.get(shapes);
  if (known) return known;
  const path = new Path2D();
  for (const shape of shapes) addShape(path, shape);
  paths.set(shapes, path);
  return path;
}

function parseShapes(svg: string): readonly IconShape[] {
  if (svg === "") return [];
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  return [...root.children].flatMap((element) => {
    if (!tags.includes(element.tagName)) return [];
    const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
    return [{ tag: element.tagName as IconShape["tag"], attributes }];
  });
}

function addShape(path: Path2D, { tag, attributes }: IconShape): void {
  const text = (name: string) => attributes[name] ?? "0";
  const number = (name: string) => Number(text(name));
  switch (tag) {
    case "path":
      path.addPath(new Path2D(text("d")));
      break;
    case "circle":
      addEllipse(path, number("cx"), number("cy"), number("r"), number("r"));
      break;
    case "ellipse":
      addEllipse(path, number("cx"), number("cy"), number("rx"), number("ry"));
      break;
    case "rect":
      path.roundRect(number("x"), number("y"), number("width"), number("height"), number("rx"));
      break;
    case "line":
      path.addPath(new Path2D(`M${number("x1")} ${number("y1")}L${number("x2")} ${number("y2")}`));
      break;
    case "polyline":
      path.addPath(new Path2D(`M${text("points")}`));
      break;
    case "polygon":
      path.addPath(new Path2D(`M${text("points")}z`));
      break;
  }
}

function addEllipse(path: Path2D, x: number, y: number, rx: number, ry: number): void {
  path.moveTo(x + rx, y);
  path.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
}
