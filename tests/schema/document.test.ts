import { expect, test } from "vitest";
import { isKeyOf, isStorable, readKey } from "../../schema/document.ts";
import { EntenteError } from "../../schema/errors.ts";
import { isId, randomId, slugId } from "../../schema/ids.ts";
import { addMonths, instantOf, isInForce, parseDate, readDate, toDay } from "../../schema/time.ts";
import { Random } from "../support/random.ts";

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

test("ID-1 an id is a prefix, a colon and a name, and never a prototype key", () => {
  for (const id of ["s:JPN", "a:CPTPP", "clm:000-p4", "src:000", `r:${"x".repeat(35)}`])
    expect(isId(id)).toBe(true);
  for (const id of ["JPN", "s:", "S:JPN", "s:a/b", "__proto__", "toolong:x", `r:${"x".repeat(36)}`, "s:-a"]) {
    expect(isId(id)).toBe(false);
  }
});

test("ID-2 random ids follow the grammar and do not repeat, natural ones are readable", () => {
  const random = new Random(7);
  const ids = Array.from({ length: 2000 }, () => randomId("clm", (count) => random.bytes(count)));
  expect(ids.every(isId)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(slugId("p", "Wendy Cutler")).toBe("p:wendy-cutler");
  expect(slugId("p", "Peña Nieto, Enrique")).toBe("p:pena-nieto-enrique");
  expect(slugId("p", "台灣")).toBe("");
});

test("DAT-1 EDTF is read as written, and anything else is refused with what to do", () => {
  expect(readDate("2024-12~")).toEqual({
    from: day("2024-12-01"),
    to: day("2025-01-01") - 1,
    isInterval: false,
  });
  expect(readDate("2018/..")).toEqual({ from: day("2018-01-01"), to: Infinity, isInterval: true });
  for (const text of ["", "yesterday", "12/2024", "2024-13", "2024-12".padEnd(80, " ")])
    expect(readDate(text)).toBeUndefined();
  expect(() => parseDate("yesterday")).toThrow(EntenteError);
  expect(() => parseDate("yesterday")).toThrow(/“?yesterday/);
});

test("DAT-2 what is in force is judged by outer bounds, and a missing bound is open", () => {
  expect(isInForce("2018-12", "2020-11", day("2018-12-01"))).toBe(true);
  expect(isInForce("2018-12", "2020-11", day("2020-11-30"))).toBe(true);
  expect(isInForce("2018-12", "2020-11", day("2020-12-01"))).toBe(false);
  expect(isInForce("2018-12", undefined, day("2018-11-30"))).toBe(false);
  expect(isInForce(undefined, undefined, day("1900-01-01"))).toBe(true);
});

test("DAT-3 an as-of date is read by its lower bound", () => {
  expect(toDay(instantOf("2024-12"))).toBe("2024-12-01");
  expect(toDay(instantOf("2024~"))).toBe("2024-01-01");
  expect(toDay(addMonths(day("2024-12-01"), 24))).toBe("2026-12-01");
});

test("VAL-1 only bounded plain JSON may be stored", () => {
  expect(isStorable({ a: [1, "x", null, { b: true }] })).toBe(true);
  const deep = JSON.parse("[".repeat(8) + "]".repeat(8)) as unknown;
  const hostile = JSON.parse('{"__proto__": {"isAdmin": true}}') as unknown;
  for (const value of [Number.NaN, Infinity, undefined, 1n, new Date(), new Uint8Array(1), deep, hostile]) {
    expect(isStorable(value)).toBe(false);
  }
  expect(isStorable("x".repeat(16_001))).toBe(false);
  expect(isStorable(Array.from({ length: 257 }, () => 0))).toBe(false);
});

test("KEY-1 a key is an id, or an id and a field that may carry a member", () => {
  expect(readKey("s:JPN")).toEqual({ id: "s:JPN" });
  expect(readKey("s:JPN/aliases.nippon")).toEqual({ id: "s:JPN", field: "aliases.nippon" });
  expect(readKey("s:JPN/$del")).toEqual({ id: "s:JPN", field: "$del" });
  for (const key of ["s:JPN/", "s:JPN/a/b", "s:JPN/__proto__", "/label", "s:JPN/Label", "s:JPN/a.b.c"]) {
    expect(readKey(key)).toBeUndefined();
  }
});

test("KEY-2 the prefix of an id decides its root", () => {
  expect(isKeyOf("n", "s:JPN/label")).toBe(true);
  expect(isKeyOf("e", "s:JPN")).toBe(false);
  expect(isKeyOf("c", "evd:1")).toBe(true);
  expect(isKeyOf("m", "title")).toBe(true);
  expect(isKeyOf("m", "entityKinds.think-tank")).toBe(true);
  for (const key of [
    "entityKinds.a.b",
    "entityKinds.",
    ".a",
    "entityKinds.A",
    "entityKinds.__proto__",
    "a/b",
  ])
    expect([key, isKeyOf("m", key)]).toEqual([key, false]);
});

test("KEY-3 imports stand under short ids, with what they wrote over", () => {
  for (const key of ["a1b2c3d4", "a1b2c3d4/part0", "a1b2c3d4/part9999", "a1b2c3d4/$del"])
    expect(isKeyOf("i", key)).toBe(true);
  for (const key of ["s:JPN", "a1b2c3d4/label", "a1b2c3d", "a1b2c3d4/part", "__proto__"])
    expect(isKeyOf("i", key)).toBe(false);
});
