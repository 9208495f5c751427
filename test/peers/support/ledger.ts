/** Whose requests and readings are held against the exchange. */
export type Client = 'ccxt' | 'desk';

/** What is known of a call, or of something on a stream, from the tests of a run. */
export interface Finding {
  /** A request for it came from this client. */
  asked: boolean;
  /** What the client made of it was held against the exchange, field by field. */
  compared: boolean;
  /** Where the client differs all the same, and why; each of them was seen to be so. */
  readonly differences: Set<string>;
}

/** A request that both clients made of the same inputs, and the parts in which they differ. */
export interface Comparison {
  readonly request: string;
  /** The reason of each difference, by the name of the part. */
  readonly differences: ReadonlyMap<string, string>;
}

/**
 * What the tests of this run found. One for the whole process, as Mocha gives files no other way to
 * hand on results: the tests write, and the page is made of it when all of them have run.
 */
export class Ledger {
  readonly #findings = new Map<string, Finding>();
  readonly #suites = new Map<string, boolean>();
  readonly comparisons: Comparison[] = [];
  /** Tests that failed: while there is one, nothing is told of this run. */
  readonly failures: string[] = [];
  readonly #signers = new Map<string, Set<string>>();

  asked(client: Client, topic: string): void {
    this.#finding(client, topic).asked = true;
  }

  /** @param differences where the client is known to differ */
  compared(client: Client, topic: string, differences: readonly string[]): void {
    const finding = this.#finding(client, topic);
    if (!finding.asked) throw new Error(`${client} did not ask for ${topic}`);
    finding.compared = true;
    for (const difference of differences) finding.differences.add(difference);
  }

  find(client: Client, topic: string): Finding | undefined {
    return this.#findings.get(`${client} ${topic}`);
  }

  /** Notes that these made, or asked for, the known signature of something. */
  signed(prehash: string, reading: 'utf8' | 'base64', by: readonly string[]): void {
    const key = `${prehash} ${reading}`;
    const signers = this.#signers.get(key) ?? new Set();
    this.#signers.set(key, signers);
    for (const each of by) signers.add(each);
  }

  /** Who made or asked for each known signature, by what is signed and how the secret is read. */
  get signers(): readonly (readonly [prehash: string, reading: string, by: readonly string[]])[] {
    return [...this.#signers].map(([key, by]) => {
      const [prehash = '', reading = ''] = key.split(' ');
      return [prehash, reading, [...by].sort()];
    });
  }

  /** Every topic that anything is known of. */
  get topics(): ReadonlySet<string> {
    return new Set([...this.#findings.keys()].map((key) => key.slice(key.indexOf(' ') + 1)));
  }

  /** A suite that has something to write begins, or has run to its end. */
  suite(file: string, ended: boolean): void {
    this.#suites.set(file, ended);
  }

  /** Suites that have run to their end. */
  get ended(): readonly string[] {
    return [...this.#suites].filter(([, ended]) => ended).map(([file]) => file);
  }

  #finding(client: Client, topic: string): Finding {
    const key = `${client} ${topic}`;
    let finding = this.#findings.get(key);
    if (finding === undefined) {
      finding = { asked: false, compared: false, differences: new Set() };
      this.#findings.set(key, finding);
    }
    return finding;
  }
}

export const ledger = new Ledger();

/** Notes that this file's tests have run, so that nobody makes the page of half of them. */
export function reports(file: string): void {
  before(() => ledger.suite(file, false));
  afterEach(function () {
    const test = this.currentTest;
    if (test?.state === 'failed') ledger.failures.push(test.fullTitle());
  });
  after(() => ledger.suite(file, true));
}
