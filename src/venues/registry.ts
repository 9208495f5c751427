import { ascendex } from './ascendex/kind.ts';
import type { VenueKind } from './kind.ts';

export const venueKinds: readonly VenueKind[] = [ascendex];

export function venueKind(id: string): VenueKind | undefined {
  return venueKinds.find((kind) => kind.id === id);
}

/**
 * The origin in `text` if a profile of this kind may use it: one of the venue's own hosts, or an
 * exchange on this very machine.
 */
export function allowedOrigin(kind: VenueKind, text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  const known = kind.hosts.some((host) => host.origin === url.origin);
  return bare && (known || isLoopback(url)) ? url.origin : undefined;
}

/** True for http(s) on 127.0.0.1, the one address that cannot leave this machine by a name. */
export function isLoopback(url: URL): boolean {
  return url.hostname === '127.0.0.1' && /^https?:$/.test(url.protocol);
}
