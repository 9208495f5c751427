import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Account } from '../engine/account.ts';
import type { Random } from '../random.ts';

export interface Permissions {
  readonly view: boolean;
  readonly trade: boolean;
  readonly transfer: boolean;
}

/** An API key, its secret in the two readings a client may make of it, and what it may do. */
export class ApiKey {
  readonly key: string;
  readonly secret: string;
  readonly account: Account;
  readonly permissions: Permissions;
  /** Unix ms; -1 for never. */
  readonly expireTime: number;
  /** The secret's own characters, and the bytes it stands for when read as base64. */
  readonly readings: readonly KeyObject[];
  /** Bad signatures since the last good one. */
  failures = 0;
  lastFailure = 0;

  constructor(
    key: string,
    secret: string,
    account: Account,
    permissions: Permissions,
    expireTime: number,
  ) {
    this.key = key;
    this.secret = secret;
    this.account = account;
    this.permissions = permissions;
    this.expireTime = expireTime;
    this.readings = [
      createSecretKey(Buffer.from(secret, 'utf8')),
      createSecretKey(Buffer.from(secret, 'base64')),
    ];
  }
}

/** Every key there is. Keys and secrets follow from the seed: a seed gives the same ones again. */
export class KeyStore {
  readonly #keys = new Map<string, ApiKey>();
  readonly #random: Random;
  readonly #seed: number;

  constructor(seed: number, random: Random) {
    this.#seed = seed;
    this.#random = random;
  }

  find(key: string): ApiKey | undefined {
    return this.#keys.get(key);
  }

  /** @param expireTime Unix ms, or -1 for a key that does not expire */
  create(account: Account, permissions: Permissions, expireTime: number): ApiKey {
    const name = `paper${this.#random.alphanumeric(27)}`;
    // 48 bytes are 64 characters of base64 without padding, like the secrets the exchange gave out.
    const bytes = createHmac('sha384', `paper secret ${this.#seed}`).update(name).digest();
    const key = new ApiKey(name, bytes.toString('base64'), account, permissions, expireTime);
    this.#keys.set(name, key);
    return key;
  }
}
