import assert from 'node:assert/strict';
import type { Desk } from '../../../../src/desk/desk.ts';
import type { Transcript } from '../../../../src/net/transcript.ts';
import { applyPlan, type StepOutcome } from '../../../../src/orders/document/applyPlan.ts';
import { hasErrors, type DocumentPlan } from '../../../../src/orders/document/facts.ts';
import { applyReport, carriedOver, verdictOf } from '../../../../src/orders/document/outcomes.ts';
import { planDocument } from '../../../../src/orders/document/planDocument.ts';
import { writeDocument } from '../../../../src/orders/document/writeDocument.ts';
import type { Values } from '../../../../src/orders/document/fields.ts';
import type { PlaceRequest } from '../../../../src/venues/placing.ts';
import type { ContractTerms } from '../../../../src/venues/placing.ts';
import { PaperDesks } from '../../../support/paperDesks.ts';
import { PLAIN } from './facts.ts';

const LOW = {
  symbol: 'BTC-PERP',
  side: 'buy',
  type: 'limit',
} as const satisfies Partial<PlaceRequest>;

describe('a plan of many new orders', () => {
  let rig: PaperDesks;
  let desk: Desk;
  let terms: ReadonlyMap<string, ContractTerms>;
  /** Requests for several orders. */
  let batches: Transcript[];

  beforeEach(async () => {
    rig = new PaperDesks();
    await rig.start(0);
    batches = [];
    desk = rig.desk(undefined, {
      limits: { headersTimeout: 300, totalTimeout: 600 },
      onTranscript: (each) => void (each.action === 'place-batch' && batches.push(each)),
    });
    const { value } = await desk.venue.placing.terms();
    terms = new Map(value.map((each) => [each.symbol, each]));
  });
  afterEach(() => rig.end());

  function plan(entries: readonly Values[]): DocumentPlan {
    const made = planDocument(writeDocument(entries, 'A document'), {
      ...{ symbol: undefined, base: [], working: [] },
      orderOf: () => undefined,
      termsOf: (symbol) => terms.get(symbol),
      markOf: () => undefined,
      likeOf: () => undefined,
      reducible: () => undefined,
    });
    assert.equal(hasErrors(made), false, JSON.stringify(made.problems));
    return made;
  }
  const NEVER = new AbortController().signal;
  function apply(made: DocumentPlan, signal = NEVER): Promise<readonly StepOutcome[]> {
    return applyPlan(desk, made, signal, () => undefined);
  }
  const verdicts = (outcomes: readonly StepOutcome[]): ReadonlySet<string> =>
    new Set(outcomes.map((each) => `${each.step} ${verdictOf(each)}`));
  /** What the exchange has open. */
  const shown = (): readonly string[] =>
    [...rig.exchange.services.accounts.all]
      .flatMap((account) => [...account.open.values()])
      .map(({ terms: { contract, ticks, lots } }) =>
        [contract.symbol, contract.lot.format(lots), contract.tick.format(ticks)].join(' '),
      )
      .toSorted();

  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...LOW,
      quantity: '0.01',
      price: `${39_000 + at}`,
    }));
  const sent = (): readonly number[] =>
    batches.map(
      ({ request }) => (JSON.parse(request.body ?? '') as { orders: object[] }).orders.length,
    );

  it('places many in tens, and tells of each as soon as it is known', async () => {
    const made = plan(many(23));
    const told: StepOutcome[] = [];
    const outcomes = await applyPlan(desk, made, NEVER, (outcome) => told.push(outcome));
    assert.deepEqual(verdicts(outcomes), new Set(['place done']));
    assert.deepEqual(told, outcomes);
    assert.equal(shown().length, 23);
    assert.deepEqual(sent().toSorted(), [10, 10, 3]);
    for (const outcome of outcomes) {
      assert.ok(outcome.step === 'place' && typeof outcome.report === 'object');
      const { report, planned } = outcome;
      assert.ok(report.outcome.kind === 'working');
      assert.equal(report.outcome.order.price, planned.request.price);
    }
  });

  it('places the others of a batch in which one is refused, and carries that one over', async () => {
    const wanted = many(3).map((each, at) => (at === 1 ? { ...each, quantity: '45' } : each));
    const outcomes = await apply(plan(wanted));
    const of = (verdict: string): readonly (string | undefined)[] =>
      outcomes
        .filter((each) => verdictOf(each) === verdict)
        .map((each) => each.step === 'place' && each.planned.request.price)
        .map(String)
        .toSorted();
    assert.deepEqual([of('done'), of('refused')], [['39000', '39002'], ['39001']]);
    assert.deepEqual(shown(), ['BTC-PERP 0.01 39000', 'BTC-PERP 0.01 39002']);
    const again = carriedOver([], outcomes, PLAIN).map(({ price, quantity }) => [price, quantity]);
    assert.deepEqual(again, [['39001', '45']]);
    const where = { venue: 'PAPER', host: 'here', startedAt: 0 };
    assert.match(applyReport(where, outcomes), /INVALID_MARGIN_BALANCE/);
  });

  it('whose batch is lost is settled, and sends no order twice', async () => {
    const lost = { kind: 'drop-after', action: 'batch-place-order', count: 1 };
    rig.exchange.services.faults.add(lost);
    const outcomes = await apply(plan(many(5)));
    assert.deepEqual(verdicts(outcomes), new Set(['place done']));
    assert.deepEqual([shown().length, sent()], [5, [5]]);
  });

  it('sends none of the orders that are left once it is stopped between them', async () => {
    const stop = new AbortController();
    desk.places.onDidChange(() => stop.abort());
    const outcomes = await apply(plan(many(60)), stop.signal);
    const count = sent().reduce((sum, each) => sum + each, 0);
    assert.ok(count < 60, String(count));
    const unsent = outcomes.filter((each) => verdictOf(each) === 'unsent');
    assert.equal(unsent.length, 60 - count);
    assert.equal(carriedOver([], outcomes, PLAIN).length, 60 - count);
  });
});
