import * as v from 'valibot';
import type { SecretStorage } from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Credentials } from '../venues/kind.ts';
import { DeskError } from './deskError.ts';

const PREFIX = 'orderDesk.credentials.';

const Stored = v.object({ apiKey: v.string(), secret: v.string(), origin: v.string() });

/**
 * Keys and secrets in VS Code's SecretStorage, one entry a profile, each with the origin it was
 * made for. Nothing falls back to another place: where the storage fails, a {@link DeskError}
 * says so.
 */
export class CredentialStore extends DisposableStore {
  readonly #storage: SecretStorage;
  readonly #changed = this.register(new Emitter<string>());
  /** Fires a profile's id when its key was set or forgotten, in whichever window. */
  readonly onDidChange = this.#changed.event;

  constructor(storage: SecretStorage) {
    super();
    this.#storage = storage;
    this.register(
      storage.onDidChange(({ key }) => {
        if (key.startsWith(PREFIX)) this.#changed.fire(key.slice(PREFIX.length));
      }),
    );
  }

  /** What is stored for a profile; `undefined` where there is nothing, or nothing usable. */
  async get(profileId: string): Promise<Credentials | undefined> {
    const text = await guard('read', () => this.#storage.get(slot(profileId)));
    if (text === undefined) return undefined;
    const found = v.safeParse(v.pipe(v.string(), v.parseJson(), Stored), text);
    return found.success ? found.output : undefined;
  }

  async set(profileId: string, credentials: Credentials): Promise<void> {
    const { apiKey, secret, origin } = credentials;
    const text = JSON.stringify({ apiKey, secret, origin });
    await guard('write', () => this.#storage.store(slot(profileId), text));
  }

  async forget(profileId: string): Promise<void> {
    await guard('delete', () => this.#storage.delete(slot(profileId)));
  }
}

function slot(profileId: string): string {
  return PREFIX + profileId;
}

async function guard<T>(verb: string, work: () => Thenable<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    // The storage's own error is not kept: nobody knows what it may quote.
    throw new DeskError('secretStorage', `Secret storage failed to ${verb}: ${nameOf(cause)}`);
  }
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}
