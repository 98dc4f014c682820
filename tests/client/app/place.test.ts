import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { noFilter, tableNames, viewNames } from "../../../client/app/events.ts";
import { changePlace, placeAddress, readPlace, resolvePlace, type Place } from "../../../client/app/place.ts";
import type { EntityId, RecordId } from "../../../schema/ids.ts";
import { entityKinds, stanceStates } from "../../../schema/vocabulary.ts";

const origin = "http://localhost";
const read = (address: string) => readPlace(new URL(address, origin));
const bare: Place = { workspace: "cptpp", selection: [] };

describe("an address and the place it names", () => {
  test("a link says view, decision, date and selection in words", () => {
    const place: Place = {
      workspace: "cptpp",
      view: "graph",
      decision: "d:twn-cptpp" as EntityId,
      asOf: "2024-12",
      selection: ["s:SGP" as RecordId],
    };
    const address = "/w/cptpp?view=graph&decision=d:twn-cptpp&asof=2024-12&n=s:SGP";
    expect(placeAddress(place)).toBe(address);
    expect(read(address)).toEqual(place);
  });

  test("any place survives the way through its address", () => {
    const hidden = (words: readonly string[]) =>
      fc.uniqueArray(fc.constantFrom(...words)).map((chosen) => new Set<string>(chosen));
    const places = fc.record(
      {
        workspace: fc.constantFrom("cptpp", "a", "us-trade-2"),
        view: fc.constantFrom(...viewNames),
        table: fc.constantFrom(...tableNames),
        decision: fc.constantFrom("d:twn-cptpp" as EntityId, null),
        asOf: fc.constantFrom("2024", "2024-12~", "2020/2024", "2024-12-15", "202X", "2024-12?", null),
        knownBy: fc.constantFrom("2020", "2024-12~"),
        background: fc.constant(true as const),
        selection: fc.uniqueArray(
          fc.constantFrom("s:SGP", "s:TWN", "clm:000.a_b-c", "r:x") as fc.Arbitrary<RecordId>,
        ),
        filter: fc.record({
          hiddenEntityKinds: hidden(entityKinds),
          hiddenRelationKinds: hidden(["member-of", "signed"]),
          hiddenStances: hidden(stanceStates),
          claims: fc.record(
            {
              source: fc.constantFrom("src:000", "src:000,src:003"),
              place: fc.constantFrom("p12", "L700-730", "Annex & more"),
              by: fc.constantFrom("Cathy Fang", "p:cathy-fang"),
              grade: fc.constant("B2-or-better"),
              stance: fc.constant("support,lean-support"),
              review: fc.constant("disputed"),
            },
            { requiredKeys: [] },
          ),
          text: fc.constantFrom("", "TSMC & co", "a=b?c#d", "臺灣, 日本", "100 %"),
        }),
      },
      { requiredKeys: ["workspace", "selection"] },
    );
    fc.assert(
      fc.property(places, (place) => {
        expect(read(placeAddress(place))).toEqual(place);
      }),
    );
  });

  test("what is asked of claims is said in the words of a question", () => {
    const address =
      "/w/cptpp?view=table&table=claims&hide=none&source=src:000&place=p4&grade=B2-or-better&q=labels";
    expect(read(address)?.filter?.claims).toEqual({ source: "src:000", place: "p4", grade: "B2-or-better" });
    expect(placeAddress(read(address) ?? bare)).toBe(address);
  });

  test("the bare address leads to the sample", () => {
    expect(read("/")).toEqual(bare);
  });

  test("what cannot be read is left out, never an error", () => {
    expect(read("/w/cptpp?view=cube&decision=%3Cscript%3E&asof=last+spring&n=s:SGP,,nonsense")).toEqual({
      ...bare,
      selection: ["s:SGP"],
    });
  });

  test.each(["/w/", "/w/UPPER", "/w/a/b", "/somewhere", "/w/%E2%82%AC"])("%s names no place", (address) => {
    expect(read(address)).toBeUndefined();
  });
});

describe("what a place shows", () => {
  const home = { decision: "d:twn-cptpp" as EntityId, asOf: "2024-12" };

  test("where the address says nothing, the workspace's home holds", () => {
    expect(resolvePlace(bare, home, "graph")).toMatchObject({
      view: "graph",
      decision: "d:twn-cptpp",
      asOf: "2024-12",
    });
  });

  test("today and no decision are said, so that they beat the home", () => {
    const place = changePlace(bare, { asOf: null, decision: undefined });
    expect(placeAddress(place)).toBe("/w/cptpp?decision=none&asof=today");
    expect(resolvePlace(place, home, "graph")).toMatchObject({ decision: undefined, asOf: undefined });
  });

  test("what is known by a date, and the background, are said only where they restrict or add", () => {
    const place = changePlace(bare, { knownBy: "2020-12", background: true });
    expect(placeAddress(place)).toBe("/w/cptpp?known=2020-12&background=1");
    expect(resolvePlace(place, home, "graph")).toMatchObject({ knownBy: "2020-12", background: true });
    expect(changePlace(place, { knownBy: null, background: false })).toEqual(bare);
  });

  test("the home hides kinds until the address says otherwise, were it only that nothing is hidden", () => {
    const hiding = { ...home, hide: ["person", "provision"] };
    const hiddenAt = (place: Place) => [...resolvePlace(place, hiding, "graph").filter.hiddenEntityKinds];
    expect(hiddenAt(bare)).toEqual(["person", "provision"]);
    const cleared = changePlace(bare, { filter: noFilter });
    expect(placeAddress(cleared)).toBe("/w/cptpp?hide=none");
    expect(hiddenAt(read("/w/cptpp?hide=none") ?? bare)).toEqual([]);
    expect(hiddenAt(read("/w/cptpp?q=TPP") ?? bare)).toEqual([]);
  });

  test("a change leaves the rest of the place as it is", () => {
    const place: Place = { ...bare, selection: ["s:SGP" as RecordId], asOf: "2020" };
    expect(changePlace(place, { view: "table" })).toEqual({ ...place, view: "table" });
  });
});
