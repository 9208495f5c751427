import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import type { Desk } from '../desk/desk.ts';
import { isPaper, type Profile } from '../desk/profile.ts';
import type { ConnectOptions } from '../net/dispatcher.ts';
import type { Redactor } from '../net/redact.ts';
import type { Transcript } from '../net/transcript.ts';
import { memoryJournal } from '../orders/journal.ts';
import type { Credentials, VenueFactory, VenueKind } from '../venues/kind.ts';
import { allowedOrigin, venueKind } from '../venues/registry.ts';
import type { Venue } from '../venues/venue.ts';
import type { CredentialStore } from './credentials.ts';
import { DeskError } from './deskError.ts';
import type { PaperHost } from './paperHost.ts';
import type { ClaimsCode, Journals } from './fileJournal.ts';
import type { connectOptions } from './proxy.ts';

const t = vscode.l10n.t;

/** What a profile needs to be put to work. */
interface Connection {
  readonly origin: string;
  readonly accountGroup: string | undefined;
  readonly credentials: Credentials;
}

/** The code that a desk takes. */
export interface DeskCode extends ClaimsCode {
  readonly Desk: new (...parts: ConstructorParameters<typeof Desk>) => Desk;
  readonly venueFactory: (kindId: string) => VenueFactory | undefined;
  readonly connectOptions: typeof connectOptions;
}

/** A desk, where its requests go, and whether they would go there another way by now. */
export interface OpenedDesk {
  readonly desk: Desk;
  readonly origin: string;
  readonly rerouted: () => boolean;
}

export interface DeskMakerOptions {
  readonly credentials: CredentialStore;
  readonly paper: PaperHost;
  /** @param profileId for whom it was sent */
  readonly onTranscript: (transcript: Transcript, profileId: string) => void;
  readonly journals: (profileId: string) => Journals;
  readonly redactor: Redactor;
  /** Whether what changes something may be sent for a live profile now. */
  readonly mayAct: (profileId: string) => boolean;
  /** Reads what a desk is made of, which is not needed before. */
  readonly load: () => Promise<DeskCode>;
}

/** Opens profiles: finds their host, key and code, and makes desks and venues of them. */
export class DeskMaker {
  readonly #options: DeskMakerOptions;

  constructor(options: DeskMakerOptions) {
    this.#options = options;
  }

  /**
   * Gets all that a desk takes: the paper exchange starts, or the key is read. Rejects with a
   * {@link DeskError} that says why there can be no desk. What comes back makes it, at once.
   */
  async prepare(profile: Profile): Promise<() => OpenedDesk> {
    const [connection, code] = await Promise.all([this.#connect(profile), this.#code()]);
    return () => {
      const { origin } = connection;
      const connect = code.connectOptions(origin);
      const venue = this.#venue(code, profile, connection, connect);
      // A paper exchange ends with its window, and its orders with it.
      const { cancels, places, seen, claims }: Journals = isPaper(profile)
        ? { cancels: memoryJournal(), places: memoryJournal() }
        : this.#options.journals(profile.id);
      const told = claims?.(code, () => vscode.window.state.focused);
      const desk = new code.Desk(profile, venue, systemClock, cancels, places, seen, told);
      const rerouted = (): boolean => !isDeepStrictEqual(code.connectOptions(origin), connect);
      return { desk, origin, rerouted };
    };
  }

  /** A venue for trying credentials out before they are kept; close it after use. */
  async tryOut(profile: Profile, credentials: Credentials): Promise<Venue> {
    const connection = { ...profile, origin: credentials.origin, credentials };
    const code = await this.#code();
    return this.#venue(code, profile, connection, code.connectOptions(connection.origin));
  }

  async #connect(profile: Profile): Promise<Connection> {
    if (isPaper(profile)) {
      const ready = await this.#options.paper.start();
      const { url, apiKey, secret, accountGroup } = ready;
      const origin = new URL(url).origin;
      const credentials = { apiKey, secret, origin };
      return { origin, accountGroup: String(accountGroup), credentials };
    }
    if (!vscode.workspace.isTrusted)
      throw new DeskError('restricted', 'The workspace is not trusted');
    const origin = allowedOrigin(kindOf(profile), profile.origin ?? '');
    if (!origin)
      throw new DeskError('profile', t('its host {0} is not allowed', profile.origin ?? ''));
    const credentials = await this.#options.credentials.get(profile.id);
    if (!credentials)
      throw new DeskError(profile.keySetAt ? 'keyLost' : 'noKey', `No key for ${profile.name}`);
    return { origin, accountGroup: profile.accountGroup, credentials };
  }

  async #code(): Promise<DeskCode> {
    try {
      return await this.#options.load();
    } catch (error) {
      throw new DeskError('code', error instanceof Error ? error.message : String(error), error);
    }
  }

  #venue(code: DeskCode, profile: Profile, connection: Connection, connect: ConnectOptions): Venue {
    const create = code.venueFactory(kindOf(profile).id);
    if (!create) throw unknownVenue(profile);
    return create({
      ...connection,
      keyEncoding: profile.keyEncoding,
      cancelMethod: profile.cancelMethod,
      connect,
      onTranscript: (transcript) => this.#options.onTranscript(transcript, profile.id),
      redactor: this.#options.redactor,
      mayAct: () => isPaper(profile) || this.#options.mayAct(profile.id),
    });
  }
}

function kindOf(profile: Profile): VenueKind {
  const kind = venueKind(profile.venue);
  if (!kind) throw unknownVenue(profile);
  return kind;
}

function unknownVenue({ venue }: Profile): DeskError {
  return new DeskError('profile', t('its venue {0} is not known', venue));
}
