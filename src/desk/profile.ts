import type { KeyEncoding } from '../venues/kind.ts';

/** One account at one venue, without its secrets. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  /** Which {@link VenueKind} speaks for it. */
  readonly venue: string;
  /** `undefined` for the built-in paper exchange, whose address is new at every start. */
  readonly origin: string | undefined;
  /** Found through the account where `undefined`. */
  readonly accountGroup: string | undefined;
  readonly keyEncoding: KeyEncoding;
  readonly cancelMethod: string;
  /** When its key was handed to the secret storage, local Unix ms: where it is there no more, it was lost. */
  readonly keySetAt?: number | undefined;
}

/** The profile that is simply there: no account, no key, an exchange on this machine. */
export const PAPER: Profile = {
  id: 'paper',
  name: 'PAPER',
  venue: 'ascendex',
  origin: undefined,
  accountGroup: undefined,
  keyEncoding: 'utf8',
  cancelMethod: 'DELETE',
};

export function isPaper(profile: Profile): boolean {
  return profile.id === PAPER.id;
}
