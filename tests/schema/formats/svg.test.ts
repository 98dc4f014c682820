import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Picture, PictureNode, StanceMark } from "../../../schema/formats/picture.ts";
import { escape, toSvg } from "../../../schema/formats/svg.ts";
import { textWidth, wrapText } from "../../../schema/formats/text-width.ts";

const mark: StanceMark = {
  state: "unknown",
  fill: "#e6e8eb",
  text: "#1b1f24",
  line: "#7c858f",
  hatch: "#ccd1d6",
  hasRing: true,
  isContested: false,
  isStale: false,
};

const node: PictureNode = {
  id: "s:TWN",
  title: "Taiwan: unknown",
  x: 10,
  y: 20,
  outline: "circle",
  width: 40,
  height: 40,
  fill: "#ffffff",
  stroke: "#5a6370",
  strokeWidth: 1.6,
  isDashed: false,
  inside: ["TWN"],
  insideSize: 13,
  insideColor: "#1b1f24",
  mark,
  name: { lines: ["台灣"], x: 0, y: 40, size: 13, lineHeight: 16, weight: 500, color: "#1b1f24" },
};

const picture: Picture = {
  title: "Taiwan joins the CPTPP",
  subtitle: "Open.",
  description: "Two entities and one line.",
  page: "#fbfbfa",
  ink: "#1b1f24",
  muted: "#5a6370",
  hairline: "#e3e5e8",
  font: '"Inter Variable", sans-serif',
  nodes: [
    node,
    {
      ...node,
      id: "d:bid",
      x: 200,
      outline: "diamond",
      icon: [{ tag: "path", attributes: { d: "M0 0h1" } }],
    },
  ],
  lines: [
    {
      id: "r:1",
      title: "Taiwan applied to join CPTPP",
      curve: [30, 20, 100, 20, 180, 20],
      head: [
        [180, 20],
        [172, 17],
        [172, 23],
      ],
      color: "#888888",
      width: 1.5,
      dash: [7, 4.5],
      opacity: 0.5,
      core: { color: "#ffffff", width: 0.8 },
    },
  ],
  legend: [
    { kind: "figure", figure: node, text: "State or economy" },
    { kind: "stance", mark, text: "unknown" },
    { kind: "line", look: { color: "#888888", width: 1.5, dash: [], opacity: 1 }, text: "well graded" },
  ],
  footer: "Workspace · snapshot snp:1",
};

const tagOrText = /<(\/?)([a-z]+)(?: [a-zA-Z:-]+="[^"<]*")*(\/?)>|[^<]+/gy;
const notEscaped = /&(?!amp;|lt;|gt;|quot;|#39;)/;

/** Names of the elements in order. Throws where the text is not well-formed XML of the plain kind written here. */
function elementsOf(svg: string): string[] {
  const parts = [...svg.matchAll(tagOrText)];
  if (parts.map(([all]) => all).join("") !== svg || notEscaped.test(svg)) throw new Error("Not well formed");
  const tags = parts.filter(([, , name]) => name !== undefined);
  const open: string[] = [];
  for (const [, closing, name = "", empty] of tags) {
    if (closing && open.pop() !== name) throw new Error(`Closed out of turn: ${name}`);
    if (!closing && !empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`Not closed: ${open.join()}`);
  return tags.flatMap(([, closing, name = ""]) => (closing ? [] : [name]));
}

test("a picture is one well-formed SVG with title, description, real text and a view box", () => {
  const svg = toSvg(picture);
  const elements = elementsOf(svg);
  expect(elements[0]).toBe("svg");
  expect(svg).toMatch(/viewBox="-?[\d.]+ -?[\d.]+ [\d.]+ [\d.]+"/);
  expect(svg).toContain('<title id="picture-title">Taiwan joins the CPTPP</title>');
  expect(svg).toContain(">台灣</text>");
  expect(svg).toContain(">Workspace · snapshot snp:1</text>");
});

test("nodes and lines can be found by their ids", () => {
  const svg = toSvg(picture);
  for (const id of ["node-s:TWN", "node-d:bid", "line-r:1"]) expect(svg).toContain(`id="${id}"`);
});

test("nothing in it runs or is fetched", () => {
  const svg = toSvg(picture);
  expect(elementsOf(svg)).not.toContain("script");
  expect(svg.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/href|https?:|<style|url\((?!#)/);
});

test("the same picture gives the same bytes", () => {
  expect(toSvg(structuredClone(picture))).toBe(toSvg(picture));
});

test("a picture of nothing is still a picture", () => {
  expect(
    elementsOf(toSvg({ ...picture, title: "", subtitle: "", nodes: [], lines: [], legend: [] }))[0],
  ).toBe("svg");
});

test("whatever people write stays text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      const lines = [`${text}<script>"'&`];
      const named = {
        ...node,
        id: text,
        title: text,
        inside: lines,
        ...(node.name && { name: { ...node.name, lines } }),
      };
      const svg = toSvg({ ...picture, title: text, footer: text, nodes: [named] });
      expect(elementsOf(svg)).not.toContain("script");
    }),
  );
});

test("characters that XML forbids are left out, all others kept", () => {
  expect(escape("a\u0000\u0008\u001b\ud800b\uffff")).toBe("ab");
  expect(escape("Łódź 台灣 👩‍⚖️ <&>\"'")).toBe("Łódź 台灣 👩‍⚖️ &lt;&amp;&gt;&quot;&#39;");
});

test("text is broken at spaces, and what is left over is cut with an ellipsis", () => {
  expect(wrapText("Comprehensive and Progressive Agreement", 12, 110, 3)).toEqual([
    "Comprehensive",
    "and Progressive",
    "Agreement",
  ]);
  const cut = wrapText("Comprehensive and Progressive Agreement", 12, 90, 2);
  expect(cut).toHaveLength(2);
  expect(cut[1]).toMatch(/…$/);
});

test("no wrapped line is much wider than asked for, however long the word", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 40, max: 200 }), (text, width) => {
      for (const line of wrapText(text, 12, width, 3))
        expect(textWidth(line, 12)).toBeLessThanOrEqual(width * 1.15 + 12);
    }),
  );
});
