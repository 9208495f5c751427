import * as v from 'valibot';
import type { Memento } from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import { isPaper, PAPER, type Profile } from '../desk/profile.ts';

const Stored = v.object({
  id: v.string(),
  name: v.string(),
  venue: v.string(),
  origin: v.string(),
  accountGroup: v.optional(v.string()),
  keyEncoding: v.picklist(['utf8', 'base64']),
  cancelMethod: v.string(),
});

const PROFILES = 'profiles';
const ACTIVE = 'activeProfile';

/**
 * The profiles, kept in VS Code's own storage rather than in settings, where a workspace could
 * change them. Which one is active is remembered for each workspace; a new one starts on paper.
 */
export class ProfileStore extends DisposableStore {
  readonly #global: Memento;
  readonly #workspace: Memento;
  readonly #changed = this.register(new Emitter<void>());
  /** Fires when a profile was added, changed or removed, or another became the active one. */
  readonly onDidChange = this.#changed.event;

  constructor(global: Memento, workspace: Memento) {
    super();
    this.#global = global;
    this.#workspace = workspace;
  }

  /** PAPER first, then the others by name. Entries that cannot be read are left where they are. */
  list(): readonly Profile[] {
    const others = this.#stored().flatMap((entry) => {
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
    const others = this.#stored().filter((entry) => idOf(entry) !== profile.id);
    await this.#global.update(PROFILES, [...others, { ...profile }]);
    this.#changed.fire();
  }

  async remove(id: string): Promise<void> {
    const others = this.#stored().filter((entry) => idOf(entry) !== id);
    await this.#global.update(PROFILES, others);
    this.#changed.fire();
  }

  #stored(): readonly unknown[] {
    const value = this.#global.get<unknown>(PROFILES);
    return Array.isArray(value) ? value : [];
  }
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry && 'id' in entry ? entry.id : undefined;
}
