import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

import { readConfig } from "../../server/config.ts";
import { trustLoopback } from "../../server/trust.ts";

test("without any setting the server listens on loopback and keeps its data here", () => {
  expect(readConfig({}, {})).toEqual({
    access: "local",
    host: "127.0.0.1",
    port: 4300,
    dataDir: resolve("data"),
    logLevel: "info",
  });
});

test("what a command is given goes before the environment", () => {
  const config = readConfig({ PORT: "1" }, { PORT: "2", HOST: "::1", DATA_DIR: "elsewhere" });
  expect(config).toMatchObject({ port: 1, host: "::1", dataDir: resolve("elsewhere") });
});

describe("settings that cannot be used are refused with the reason", () => {
  test.each([
    ["HOST", "0.0.0.0", "without accounts"],
    ["HOST", "127.0.0.1.example.org", "without accounts"],
    ["PORT", "http", "whole number"],
    ["PORT", "70000", "whole number"],
    ["PORT", "-1", "whole number"],
    ["ENTENTE_ACCESS", "accounts", "not available yet"],
    ["ENTENTE_ACCESS", "none", "use local"],
    ["DATABASE_URL", "postgres://localhost/x", "not available yet"],
    ["REDIS_URL", "redis://localhost", "not available yet"],
    ["LOG_LEVEL", "loud", "use one of"],
  ])("%s=%s", (name, value, words) => {
    const read = () => readConfig({}, { [name]: value });
    expect(read).toThrow(expect.objectContaining({ code: "config-invalid" }));
    expect(read).toThrow(words);
  });
});

test("a server on port 80 knows itself with and without the port", () => {
  const trust = trustLoopback(80);
  const hosts = ["localhost", "localhost:80", "localhost:81", undefined];
  expect(hosts.map((host) => trust.isTrusted({ host }))).toEqual([true, true, false, false]);
  expect(trust.isTrusted({ host: "localhost", origin: "http://localhost" })).toBe(true);
});
