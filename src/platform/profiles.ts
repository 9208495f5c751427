import * as v from 'valibot';
import type { Memento } from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import { isPaper, PAPER, type Profile } from '../desk/profile.ts';
import type { FileStore } from './fileStore.ts';

const Stored = v.object({
  id: v.string(),
  name: v.string(),
  venue: v.string(),
  origin: v.string(),
  accountGroup: v.optional(v.string()),
  keyEncoding: v.picklist(['utf8', 'base64']),
  cancelMethod: v.string(),
  keySetAt: v.optional(v.number()),
});

const ACTIVE = 'activeProfile';

/**
 * The profiles, kept in files of the extension's own rather than in settings, where a workspace could
 * change them. Which one is active is remembered for each workspace; a new one starts on paper.
 */
export class ProfileStore extends DisposableStore {
  readonly #files: FileStore<unknown>;
  readonly #workspace: Memento;
  readonly #changed = this.register(new Emitter<void>());
  /** Fires when a profile was added, changed or removed, or another became the active one. */
  readonly onDidChange = this.#changed.event;

  constructor(files: FileStore<unknown>, workspace: Memento) {
    super();
    this.#files = files;
    this.#workspace = workspace;
  }

  /** PAPER first, then the others by name. Entries that cannot be read are left where they are. */
  list(): readonly Profile[] {
    const others = this.#files.all().flatMap((entry) => {
      const found = v.safeParse(Stored, entry);
      return found.success ? [{ accountGroup: undefined, ...found.output }] : [];
    });
    return [PAPER, ...others.sort((a, b) => a.name.localeCompare(b.name))];
  }

  get active(): Profile {
    const id = this.#workspace.get<string>(ACTIVE);
    return this.list().find((profile) => profile.id === id) ?? PAPER;
  }

  async activate(id: string): Promise<void> {
    await this.#workspace.update(ACTIVE, id);
    this.#changed.fire();
  }

  /** Adds the profile, or replaces the one with its id. */
  async save(profile: Profile): Promise<void> {
    if (isPaper(profile)) throw new Error('The paper profile is built in');
    await this.#files.put(profile.id, { ...profile });
    this.#changed.fire();
  }

  remove(id: string): void {
    this.#files.delete(id);
    this.#changed.fire();
  }
}
