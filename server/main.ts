// Runs the server as a process: `node server/main.ts`. Standard output is one line with the address, logs go to
// standard error.
import { readSeed } from "../seed/build.ts";
import { runServer } from "./run-server.ts";

await runServer(readSeed);
