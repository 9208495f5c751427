import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Desk } from '../desk/desk.ts';
import { isPaper, type Profile } from '../desk/profile.ts';
import { memoryJournal } from '../orders/journal.ts';
import type { CancelTarget } from '../orders/pendingCancel.ts';
import type { Redactor } from '../net/redact.ts';
import type { Transcript } from '../net/transcript.ts';
import type { Credentials, VenueFactory, VenueKind } from '../venues/kind.ts';
import { allowedOrigin, venueKind } from '../venues/registry.ts';
import type { Venue } from '../venues/venue.ts';
import type { CredentialStore } from './credentials.ts';
import { DeskError } from './deskError.ts';
import { connectOptions } from './proxy.ts';
import type { PaperHost } from './paperHost.ts';
import { placeOf, type Place } from './place.ts';
import type { ProfileStore } from './profiles.ts';
import type { Journals } from './storedJournal.ts';

/** What a profile needs to be put to work. */
interface Connection {
  readonly origin: string;
  readonly accountGroup: string | undefined;
  readonly credentials: Credentials;
}

/** The code that a desk takes. */
export interface DeskCode {
  readonly Desk: new (...parts: ConstructorParameters<typeof Desk>) => Desk;
  readonly venueFactory: (kindId: string) => VenueFactory | undefined;
}

/**
 * The active profile's desk. It is opened on first use, and closed and opened anew when another
 * profile becomes the active one or its key changes.
 */
export class CurrentDesk extends DisposableStore {
  readonly #profiles: ProfileStore;
  readonly #credentials: CredentialStore;
  readonly #paper: PaperHost;
  readonly #onTranscript: (transcript: Transcript) => void;
  readonly #journals: (profileId: string) => Journals;
  readonly #redactor: Redactor;
  readonly #load: () => Promise<DeskCode>;
  readonly #changed = this.register(new Emitter<void>());
  /** Fires when the desk was opened, closed, or failed to open. */
  readonly onDidChange = this.#changed.event;
  #desk: Desk | undefined;
  #opening: Promise<Desk> | undefined;
  #error: DeskError | undefined;
  /** Counts closings. */
  #turn = 0;
  #place: Place | undefined;

  /** @param load reads what a desk is made of, which is not needed before */
  constructor(
    profiles: ProfileStore,
    credentials: CredentialStore,
    paper: PaperHost,
    onTranscript: (transcript: Transcript) => void,
    journals: (profileId: string) => Journals,
    redactor: Redactor,
    load: () => Promise<DeskCode>,
  ) {
    super();
    this.#profiles = profiles;
    this.#credentials = credentials;
    this.#paper = paper;
    this.#onTranscript = onTranscript;
    this.#journals = journals;
    this.#redactor = redactor;
    this.#load = load;
    this.register(profiles.onDidChange(() => this.close()));
    this.register(paper.onDidEnd(() => isPaper(this.profile) && this.close()));
    // Another window may edit, remove or forget: its changes arrive without an event for profiles.
    this.register(vscode.window.onDidChangeWindowState(() => this.verify()));
    this.register(credentials.onDidChange((id) => id === this.profile.id && this.close()));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.close()));
  }

  get profile(): Profile {
    return this.#profiles.active;
  }

  /** The open desk, if it is open. */
  get desk(): Desk | undefined {
    return this.#desk;
  }

  /** Why it could not be opened the last time it was tried. */
  get error(): DeskError | undefined {
    return this.#error;
  }

  /** Venue and host in words, for messages. */
  get place(): Place {
    return this.#place ?? placeOf(this.profile, this.profile.origin);
  }

  /** Opens the desk if it is not; rejects with a {@link DeskError} that says why it cannot be. */
  open(): Promise<Desk> {
    this.verify();
    if (this.#desk) return Promise.resolve(this.#desk);
    this.#opening ??= this.#open(this.profile, this.#turn);
    return this.#opening;
  }

  /** Closes the desk if it is not the active profile's as that is stored now, for all windows. */
  verify(): void {
    if (this.#desk && !isDeepStrictEqual(this.#desk.profile, this.profile)) this.close();
  }

  /** Closes the desk; the next {@link open} starts afresh. */
  close(): void {
    this.#turn += 1;
    this.#desk?.dispose();
    this.#desk = undefined;
    this.#opening = undefined;
    this.#error = undefined;
    this.#place = undefined;
    this.#changed.fire();
  }

  /** Orders whose cancel is not settled: by the open desk, or as another window left them. */
  unsettledOf({ id }: Profile): readonly CancelTarget[] {
    const open = this.#desk?.profile.id === id ? this.#desk : undefined;
    return open ? open.cancels.unsettled : this.#journals(id).cancels.list();
  }

  /** Forgets the unsettled cancels of a profile that is no more; nothing is claimed of the orders. */
  async forgetCancels({ id }: Profile): Promise<void> {
    const journal = this.#journals(id).cancels;
    await Promise.all(journal.list().map(({ orderId }) => journal.delete(orderId)));
  }

  /** A venue for trying credentials out before they are kept; close it after use. */
  async tryOut(profile: Profile, credentials: Credentials): Promise<Venue> {
    const connection = { ...profile, origin: credentials.origin, credentials };
    return this.#venue(await this.#code(), profile, connection);
  }

  override dispose(): void {
    this.close();
    super.dispose();
  }

  async #open(profile: Profile, turn: number): Promise<Desk> {
    try {
      // The paper exchange starts, or the key is read, meanwhile.
      const [connection, code] = await Promise.all([this.#connect(profile), this.#code()]);
      // Closed meanwhile: what was being opened is not the current desk any more.
      if (turn !== this.#turn) return await this.open();
      const venue = this.#venue(code, profile, connection);
      // A paper exchange ends with its window, and its orders with it.
      const { cancels, places }: Journals = isPaper(profile)
        ? { cancels: memoryJournal(), places: memoryJournal() }
        : this.#journals(profile.id);
      const desk = new code.Desk(profile, venue, systemClock, cancels, places);
      this.#desk = desk;
      this.#place = placeOf(profile, connection.origin);
      this.#changed.fire();
      return desk;
    } catch (error) {
      if (turn === this.#turn) {
        this.#opening = undefined;
        this.#error = error instanceof DeskError ? error : undefined;
        this.#changed.fire();
      }
      throw error;
    }
  }

  async #connect(profile: Profile): Promise<Connection> {
    if (isPaper(profile)) {
      const ready = await this.#paper.start();
      const { url, apiKey, secret, accountGroup } = ready;
      const origin = new URL(url).origin;
      const credentials = { apiKey, secret, origin };
      return { origin, accountGroup: String(accountGroup), credentials };
    }
    if (!vscode.workspace.isTrusted)
      throw new DeskError('restricted', 'The workspace is not trusted');
    const origin = allowedOrigin(kindOf(profile), profile.origin ?? '');
    if (!origin) throw new DeskError('profile', `its host ${profile.origin} is not allowed`);
    const credentials = await this.#credentials.get(profile.id);
    if (!credentials) throw new DeskError('noKey', `No key for ${profile.name}`);
    return { origin, accountGroup: profile.accountGroup, credentials };
  }

  async #code(): Promise<DeskCode> {
    try {
      return await this.#load();
    } catch (error) {
      throw new DeskError('code', error instanceof Error ? error.message : String(error), error);
    }
  }

  #venue(code: DeskCode, profile: Profile, connection: Connection): Venue {
    const create = code.venueFactory(kindOf(profile).id);
    if (!create) throw unknownVenue(profile);
    return create({
      ...connection,
      keyEncoding: profile.keyEncoding,
      cancelMethod: profile.cancelMethod,
      connect: connectOptions(connection.origin),
      onTranscript: this.#onTranscript,
      redactor: this.#redactor,
    });
  }
}

function kindOf(profile: Profile): VenueKind {
  const kind = venueKind(profile.venue);
  if (!kind) throw unknownVenue(profile);
  return kind;
}

function unknownVenue({ venue }: Profile): DeskError {
  return new DeskError('profile', `its venue ${venue} is not known`);
}
