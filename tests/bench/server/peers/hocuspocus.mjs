// Hocuspocus with its defaults; with DATA_DIR set, on its SQLite extension.
import { join } from "node:path";
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const folder = process.env.DATA_DIR;
const extensions = folder ? [new SQLite({ database: join(folder, "hocuspocus.sqlite") })] : [];
const server = new Server({ port: 0, address: "127.0.0.1", quiet: true, extensions });
await server.listen();
console.log(`http://127.0.0.1:${server.address.port}`);
