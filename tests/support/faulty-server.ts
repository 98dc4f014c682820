// The server with a fault built in, which a signal sets off.
import { readSeed } from "../../seed/build.ts";
import { runServer } from "../../server/run-server.ts";

/** How long its event loop may stand still, in milliseconds: enough for a busy machine, and short for a test. */
const stuckMs = 3000;

await runServer(readSeed, {}, stuckMs);

process.on("SIGUSR2", () => {
  switch (process.env["FAULT"]) {
    case "rejection":
      return void Promise.reject(new Error("a fault built in"));
    case "exception":
      return void setImmediate(() => {
        throw new Error("a fault built in");
      });
    default:
      for (;;);
  }
});
