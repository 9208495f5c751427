import { Decimal, ZERO } from './decimal.ts';
import { Account } from './engine/account.ts';
import type { Random } from './random.ts';

/** What each has beside its futures account, USDT. */
const CASH = new Decimal('50000');

/** The accounts there are, one to an account group. Their ids follow from the seed. */
export class Accounts {
  readonly #random: Random;
  readonly #now: () => number;
  readonly #byGroup = new Map<number, Account>();

  /** @param now Unix ms */
  constructor(random: Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  get all(): Iterable<Account> {
    return this.#byGroup.values();
  }

  find(group: number): Account | undefined {
    return this.#byGroup.get(group);
  }

  /** @param group drawn at random where not given @param balance what is deposited, USDT */
  create(group: number | undefined, balance: Decimal = ZERO): Account {
    const random = this.#random;
    let chosen = group ?? random.integer(1, 9);
    while (group === undefined && this.#byGroup.has(chosen)) chosen = random.integer(1, 99);
    const account = new Account(
      {
        group: chosen,
        userUid: `U${random.digits(10)}`,
        accountId: `fut${random.alphanumeric(29)}`,
        cashAccountId: `csh${random.alphanumeric(29)}`,
        marginAccountId: `mar${random.alphanumeric(29)}`,
        email: `paper-${chosen}@example.com`,
      },
      CASH,
    );
    if (!balance.eq(ZERO)) account.book('deposit', balance, this.#now());
    this.#byGroup.set(chosen, account);
    return account;
  }
}
