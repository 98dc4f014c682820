// Which names the server answers to, and which pages may speak to it. Exact matches only: a page elsewhere could
// otherwise reach a server on this machine through the browser (cross-site sockets, DNS rebinding).
import type { IncomingHttpHeaders } from "node:http";

/** Decides about requests by their `Host` and `Origin`. */
export interface Trust {
  /** The request names this server, and comes from its own page or from no page at all. */
  isTrusted(headers: IncomingHttpHeaders): boolean;
}

/** Trust in the loopback names of one port. */
export function trustLoopback(port: number): Trust {
  const hosts = loopbackNames(port);
  const origins = new Set(hosts.map((host) => `http://${host}`));
  return {
    isTrusted({ host, origin }) {
      return host !== undefined && hosts.includes(host) && (origin === undefined || origins.has(origin));
    },
  };
}

/**
 * Trust in one public address. Programs on this machine may use its loopback names too; pages only the one origin.
 *
 * @param publicUrl An origin, such as `https://maps.example.org`.
 */
export function trustPublic(publicUrl: string, port: number): Trust {
  const { host: publicHost, origin: publicOrigin } = new URL(publicUrl);
  const hosts = new Set([...loopbackNames(port), publicHost]);
  return {
    isTrusted: ({ host, origin }) =>
      host !== undefined && hosts.has(host) && (origin === undefined || origin === publicOrigin),
  };
}

function loopbackNames(port: number): readonly string[] {
  return ["127.0.0.1", "localhost", "[::1]"].flatMap((name) => withPort(name, port));
}

/** Browsers leave out the port that http has by itself. */
function withPort(name: string, port: number): readonly string[] {
  return port === 80 ? [name, `${name}:80`] : [`${name}:${port}`];
}
