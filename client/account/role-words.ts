// Roles in words.
import type { Role } from "./account-data.ts";

/** What a role is called, and what it lets one do: "you can …". */
export const roleWords: Readonly<Record<Role, { readonly name: string; readonly can: string }>> = {
  visitor: { name: "Visitor", can: "look at the map by a shared link" },
  viewer: { name: "Viewer", can: "look at the map and its history" },
  commenter: {
    name: "Commenter",
    can: "look at the map and its history; comments cannot be written on this page yet",
  },
  editor: { name: "Editor", can: "look at everything and change the map" },
  owner: { name: "Owner", can: "change the map and decide who else may" },
};

/** With its article, in a sentence: "an editor". */
export function aRole(role: Role): string {
  return `${/^[eo]/.test(role) ? "an" : "a"} ${role}`;
}
