import { expect, test } from "vitest";

import { mainViewRoom, readRoom, talkRoom, textRoom } from "../../schema/protocol.ts";

test("ROM-1 a name leads to a workspace and a kind of room", () => {
  const parts = ["cptpp", mainViewRoom("cptpp"), talkRoom("cptpp"), textRoom("cptpp")].map((name) =>
    readRoom(name),
  );
  expect(parts).toEqual([
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
