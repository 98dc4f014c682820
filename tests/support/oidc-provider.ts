// A real OpenID Connect service on this machine, whose people sign in without a word, and a browser that follows it.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** The service. Disposing of it takes it away. */
export interface OidcService extends AsyncDisposable {
  readonly issuer: string;
  /** Who signs in there from now on. */
  become(account: string): void;
  /** Takes it away for a while, and brings it back on the same address. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

export const oidcClient = { clientId: "entente", clientSecret: "a-secret-of-the-test" } as const;

/** Starts a service that lets people go back to one address. */
export async function startOidcService(redirectUri: string): Promise<OidcService> {
  let account = "nobody";
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: oidcClient.clientId,
        client_secret: oidcClient.clientSecret,
        redirect_uris: [redirectUri],
      },
    ],
    cookies: { keys: ["a key of the test"] },
    claims: { openid: ["sub"], profile: ["name"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id} of elsewhere` }),
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId ?? "",
        accountId: oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: account } });
  });
  const leave = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return {
    issuer,
    become: (name) => void (account = name),
    leave,
    async comeBack() {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    [Symbol.asyncDispose]: leave,
  };
}

/** A browser that keeps cookies by origin and follows redirects, up to where a test wants it to stop. */
export class FollowingBrowser {
  readonly #jar = new Map<string, Map<string, string>>();

  /** Cookies for an origin, as a browser sends them. */
  cookies(origin: string): string {
    return [...(this.#jar.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  set(origin: string, name: string, value: string): void {
    this.#jar.set(origin, new Map([...(this.#jar.get(origin) ?? []), [name, value]]));
  }

  async fetch(url: string, request: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const cookie = this.cookies(origin);
    const headers = { ...(request.headers as Record<string, string>), ...(cookie && { cookie }) };
    const response = await fetch(url, { ...request, headers, redirect: "manual" });
    const jar = this.#jar.get(origin) ?? new Map<string, string>();
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/expires=Thu, 01 Jan 1970|max-age=0/iu.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    this.#jar.set(origin, jar);
    return response;
  }

  /** Goes where it is sent, until an address begins so; gives that address. */
  async follow(url: string, until: string): Promise<string> {
    let at = url;
    for (let step = 0; step < 10 && !at.startsWith(until); step += 1) {
      const response = await this.fetch(at);
      const next = response.headers.get("location");
      if (!next) throw new Error(`no way on from ${at}: ${response.status} ${await response.text()}`);
      at = new URL(next, at).href;
    }
    if (!at.startsWith(until)) throw new Error(`led in circles to ${at}`);
    return at;
  }
}
