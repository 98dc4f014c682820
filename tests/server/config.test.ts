import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

import { readConfig, strangeSettings } from "../../server/config.ts";
import { trustLoopback, trustPublic } from "../../server/trust.ts";

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
    ["ENTENTE_ACCESS", "none", "use local or accounts"],
    ["DATABASE_URL", "postgres://localhost/x", "not available yet"],
    ["REDIS_URL", "redis://localhost", "not available yet"],
    ["LOG_LEVEL", "loud", "use one of"],
  ])("%s=%s", (name, value, words) => {
    const read = () => readConfig({}, { [name]: value });
    expect(read).toThrow(expect.objectContaining({ code: "config-invalid" }));
    expect(read).toThrow(words);
  });
});

test("a setting that is called as ours are and is none is named, with the one that may be meant", () => {
  const surroundings = {
    HOME: "/root",
    ENTENTE_ACCESS: "accounts",
    ENTENTE_ACESS: "accounts",
    ENTENTE_PUBLIC_URL: "https://maps.example.org",
    ENTENTE_FUZZ_SEEDS: "3",
  };
  expect(strangeSettings(surroundings)).toEqual([
    "there is no setting ENTENTE_ACESS; perhaps ENTENTE_ACCESS is meant",
    "there is no setting ENTENTE_PUBLIC_URL; perhaps PUBLIC_URL is meant",
    "there is no setting ENTENTE_FUZZ_SEEDS",
  ]);
});

describe("with accounts", () => {
  const accounts = (given: Readonly<Record<string, string>>) =>
    readConfig({}, { ENTENTE_ACCESS: "accounts", ...given });

  test("the server listens on any address that people reach by a name", () => {
    const config = accounts({ HOST: "0.0.0.0", PUBLIC_URL: "https://maps.example.org/" });
    expect(config).toMatchObject({ host: "0.0.0.0", publicUrl: "https://maps.example.org" });
    expect(accounts({})).toMatchObject({ host: "127.0.0.1", publicUrl: undefined });
    expect(accounts({ PUBLIC_URL: "http://localhost:4300" })).toMatchObject({
      publicUrl: "http://localhost:4300",
    });
  });

  test.each([
    [{ HOST: "0.0.0.0" }, "PUBLIC_URL"],
    [{ PUBLIC_URL: "http://maps.example.org" }, "https"],
    [{ PUBLIC_URL: "https://maps.example.org/entente" }, "without a path"],
    [{ PUBLIC_URL: "https://user@maps.example.org" }, "without a path"],
    [{ PUBLIC_URL: "maps.example.org" }, "https"],
    [{ PUBLIC_URL: "http://127.0.0.1:4300" }, "localhost"],
    [{ TRUST_PROXY: "proxy.example.org" }, "TRUST_PROXY"],
    [{ OIDC_ISSUER: "http://id.example.org" }, "https"],
    [{ METRICS_TOKEN: "secret" }, "METRICS_TOKEN"],
    [{ OIDC_ISSUER: "https://id.example.org", OIDC_CLIENT_ID: "x" }, "OIDC_CLIENT_SECRET"],
  ])("%j is refused with the reason", (given, words) => {
    expect(() => accounts(given)).toThrow(expect.objectContaining({ code: "config-invalid" }));
    expect(() => accounts(given)).toThrow(words);
  });

  test("one origin is trusted, and programs on this machine", () => {
    const trust = trustPublic("https://maps.example.org", 4300);
    const host = "maps.example.org";
    expect(trust.isTrusted({ host, origin: "https://maps.example.org" })).toBe(true);
    expect(trust.isTrusted({ host: "127.0.0.1:4300" })).toBe(true);
    expect(trust.isTrusted({ host, origin: "https://maps.example.org.evil.test" })).toBe(false);
    expect(trust.isTrusted({ host, origin: "http://maps.example.org" })).toBe(false);
    expect(trust.isTrusted({ host: "127.0.0.1:4300", origin: "http://127.0.0.1:4300" })).toBe(false);
    expect(trust.isTrusted({ host: "evil.test" })).toBe(false);
  });
});

test("a server on port 80 knows itself with and without the port", () => {
  const trust = trustLoopback(80);
  const hosts = ["localhost", "localhost:80", "localhost:81", undefined];
  expect(hosts.map((host) => trust.isTrusted({ host }))).toEqual([true, true, false, false]);
  expect(trust.isTrusted({ host: "localhost", origin: "http://localhost" })).toBe(true);
});
