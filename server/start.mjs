// `npm start`: checks Node, builds the page where its sources have changed, and runs the server. Plain JavaScript,
// so that an old Node can read it far enough to say that it is too old.
import "./require-node.mjs";

const { buildClientIfStale } = await import("./build-client.ts");
await buildClientIfStale();
await import("./main.ts");
