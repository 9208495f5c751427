import type { Random } from '../../../src/paper/random.ts';

/** Bytes as Latin-1 text, so that anything can stand anywhere. */
export type Bytes = string;

interface Member {
  readonly at: number;
  readonly end: number;
  readonly key: string;
  readonly value: string;
}

/** A member whose value is no object and no list, from a random place on. */
export function memberOf(bytes: Bytes, random: Random): Member | undefined {
  const member = /"([^"\\]{0,40})"\s{0,9}:\s{0,9}("[^"\\]{0,200}"|[\w.+-]{1,60})/g;
  member.lastIndex = random.integer(0, bytes.length);
  let found = member.exec(bytes);
  if (!found) {
    member.lastIndex = 0;
    found = member.exec(bytes);
  }
  if (!found) return undefined;
  const [whole, key = '', value = ''] = found;
  return { at: found.index, end: found.index + whole.length, key, value };
}

/** Replaces such a member; without one the bytes stay as they are. */
export function inMember(bytes: Bytes, random: Random, replace: (member: Member) => Bytes): Bytes {
  const member = memberOf(bytes, random);
  return member ? put(bytes, member.at, member.end, replace(member)) : bytes;
}

/** Puts `what` in the place of what stands from one offset to another. */
export function put(bytes: Bytes, from: number, to: number, what: Bytes): Bytes {
  return bytes.slice(0, from) + what + bytes.slice(to);
}
