import { expect, test } from "vitest";

import { mainViewRoom, readRoom, scenarioRoom, talkRoom, textRoom } from "../../schema/protocol.ts";

test("ROM-1 a name leads to a workspace and a kind of room", () => {
  const scenario = scenarioRoom("cptpp", "early-yes");
  const parts = [scenario, "cptpp", mainViewRoom("cptpp"), talkRoom("cptpp"), textRoom("cptpp")].map((name) =>
    readRoom(name),
  );
  expect(parts).toEqual([
    { name: "cptpp/scenario/early-yes", workspace: "cptpp", part: "scenario" },
    { name: "cptpp", workspace: "cptpp", part: "graph" },
    { name: "cptpp/view/main", workspace: "cptpp", part: "view" },
    { name: "cptpp/talk", workspace: "cptpp", part: "talk" },
    { name: "cptpp/text", workspace: "cptpp", part: "text" },
  ]);
});

test.each([
  "",
  "Cptpp",
  "cptpp/",
  "cptpp/talk/",
  "cptpp/talk/main",
  "cptpp/Talk",
  "cptpp/scenario",
  "cptpp/scenario/Early",
  "cptpp/text/s:JPN",
  "cptpp/view",
  "cptpp/view/",
  "cptpp/view/Main",
  "cptpp/view/main/more",
  "cptpp/secrets",
  "/talk",
  "cptpp/talk\n",
  "../cptpp/talk",
])("ROM-1 %j is no room", (name) => {
  expect(readRoom(name)).toBeUndefined();
});
