import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Desk } from '../desk/desk.ts';
import { isPaper, type Profile } from '../desk/profile.ts';
import type { Journal, Unsettled } from '../orders/journal.ts';
import type { Credentials } from '../venues/kind.ts';
import type { Venue } from '../venues/venue.ts';
import { DeskError } from './deskError.ts';
import { DeskMaker, type DeskMakerOptions } from './deskMaker.ts';
import { placeOf, type Place } from './place.ts';
import type { ProfileStore } from './profiles.ts';
import type { Journals } from './fileJournal.ts';

/**
 * The active profile's desk. It is opened on first use, and closed and opened anew when another
 * profile becomes the active one, its key changes, or the way to its host.
 */
export class CurrentDesk extends DisposableStore {
  readonly #profiles: ProfileStore;
  readonly #maker: DeskMaker;
  readonly #journals: (profileId: string) => Journals;
  readonly #changed = this.register(new Emitter<void>());
  /** Fires when the desk was opened, closed, or failed to open. */
  readonly onDidChange = this.#changed.event;
  #desk: Desk | undefined;
  #opening: Promise<Desk> | undefined;
  #error: DeskError | undefined;
  /** Counts closings. */
  #turn = 0;
  #place: Place | undefined;
  #rerouted = (): boolean => false;

  constructor(profiles: ProfileStore, options: DeskMakerOptions) {
    super();
    const { credentials, paper, journals } = options;
    this.#profiles = profiles;
    this.#maker = new DeskMaker(options);
    this.#journals = journals;
    this.register(profiles.onDidChange(() => this.close()));
    this.register(paper.onDidEnd(() => isPaper(this.profile) && this.close()));
    // Another window may edit, remove or forget: its changes arrive without an event for profiles.
    this.register(vscode.window.onDidChangeWindowState(() => this.verify()));
    this.register(credentials.onDidChange((id) => id === this.profile.id && this.close()));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.close()));
    this.register(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('http') && this.#desk && this.#rerouted()) this.close();
      }),
    );
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

  /** Orders whose cancel or placement is not settled: by the open desk, or as another window left them. */
  unsettledOf({ id }: Profile): readonly { readonly orderId: string }[] {
    const open = this.#desk?.profile.id === id ? this.#desk : undefined;
    if (open) return [...open.cancels.unsettled, ...open.places.unsettled];
    return this.#journalsOf(id).flatMap((journal) => journal.list());
  }

  /** Forgets what is kept of the orders of a profile that is no more; nothing is claimed of the orders. */
  async forgetUnsettled({ id }: Profile): Promise<void> {
    this.#journals(id).seen?.forget();
    await Promise.all(
      this.#journalsOf(id).flatMap((journal) =>
        journal.list().map(({ orderId }) => journal.delete(orderId)),
      ),
    );
  }

  #journalsOf(profileId: string): readonly Pick<Journal<Unsettled>, 'list' | 'delete'>[] {
    const { cancels, places } = this.#journals(profileId);
    return [cancels, places];
  }

  /** A venue for trying credentials out before they are kept; close it after use. */
  tryOut(profile: Profile, credentials: Credentials): Promise<Venue> {
    return this.#maker.tryOut(profile, credentials);
  }

  override dispose(): void {
    this.close();
    super.dispose();
  }

  async #open(profile: Profile, turn: number): Promise<Desk> {
    try {
      const make = await this.#maker.prepare(profile);
      // Closed meanwhile: what was being opened is not the current desk any more.
      if (turn !== this.#turn) return await this.open();
      const { desk, origin, rerouted } = make();
      this.#desk = desk;
      this.#rerouted = rerouted;
      this.#place = placeOf(profile, origin);
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
}
