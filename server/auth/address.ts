// Where a request comes from. Headers that name an address are believed only of proxies that the settings name: anybody
// can write them.
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Gives the address that failures are counted by. */
export type AddressOf = (request: Pick<IncomingMessage, "headers" | "socket">) => string;

/**
 * @param proxies Addresses, or networks such as `10.0.0.0/8`.
 * @returns undefined when one of them is neither
 */
export function addressReader(proxies: readonly string[]): AddressOf | undefined {
  const trusted = new BlockList();
  if (!proxies.every((proxy) => addProxy(trusted, proxy))) return undefined;
  const isTrusted = (address: string) => isIP(address) > 0 && trusted.check(address, familyOf(address));
  return ({ headers, socket }) => {
    const hops = [...readForwarded(headers["x-forwarded-for"]), plain(socket.remoteAddress ?? "")];
    // From our end backwards: the first that is no proxy of ours is whoever asked.
    return toKey(hops.findLast((hop) => !isTrusted(hop)) ?? hops[0] ?? "");
  };
}

function addProxy(trusted: BlockList, proxy: string): boolean {
  const [address = "", prefix] = proxy.split("/", 2);
  if (isIP(address) === 0) return false;
  if (prefix === undefined) trusted.addAddress(address, familyOf(address));
  else if (!/^\d{1,3}$/u.test(prefix) || Number(prefix) > (isIP(address) === 6 ? 128 : 32)) return false;
  else trusted.addSubnet(address, Number(prefix), familyOf(address));
  return true;
}

function readForwarded(header: string | readonly string[] | undefined): readonly string[] {
  const text = typeof header === "string" ? header : (header ?? []).join(",");
  return text === "" ? [] : text.split(",").map((hop) => plain(hop.trim()));
}

/** IPv4 as such, also where it came over IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/iu, "");
}

/** Whoever has one address of IPv6 has the whole network that it is in. */
function toKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.toLowerCase().split("::", 2);
  const groups = head.split(":").filter(Boolean);
  const rest = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill("0"), ...rest];
  return `${all.slice(0, 4).join(":")}::/64`;
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
