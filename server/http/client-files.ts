// The built client. Files with a hash in their name never change; the page itself is asked for each time.
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { existsSync } from "node:fs";
import { join, sep } from "node:path";

const immutable = "public, max-age=31536000, immutable";
const notBuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Entente</title>
<h1>Entente is running, but its page is not built yet.</h1>
<p>Stop it and run <code>npm start</code>, or run <code>npm run build</code> and reload.</p>
</html>
`;

interface ClientParts {
  readonly folder: string;
  /** Where the page answers, beside `/w/…`. */
  readonly ownPaths: readonly string[];
  /** Name of the workspace that opens at `/`. */
  readonly homeOf: (request: FastifyRequest) => Promise<string>;
}

/** Serves the page at `/w/…` and other paths of its own, its files, and a way from `/` to a workspace. */
export async function serveClient(
  app: FastifyInstance,
  { folder, ownPaths, homeOf }: ClientParts,
): Promise<void> {
  const page = join(folder, "index.html");
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = path.includes(`${sep}assets${sep}`);
      void reply.header("cache-control", isHashed ? immutable : "no-cache");
    },
  });
  app.get("/", { config: { access: "anybody" }, schema: { hide: true } }, async (request, reply) =>
    reply.redirect(`/w/${await homeOf(request)}`),
  );
  // Asked each time: a build may come while the server runs.
  for (const path of ["/w/*", ...ownPaths]) {
    app.get(path, { schema: { hide: true } }, (_request, reply) =>
      existsSync(page) ? reply.sendFile("index.html") : sendHint(reply),
    );
  }
}

function sendHint(reply: FastifyReply): FastifyReply {
  return reply.code(503).type("text/html; charset=utf-8").send(notBuiltPage);
}
