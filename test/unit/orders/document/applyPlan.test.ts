import assert from 'node:assert/strict';
import type { Desk } from '../../../../src/desk/desk.ts';
import { applyPlan, type StepOutcome } from '../../../../src/orders/document/applyPlan.ts';
import { hasErrors, type DocumentPlan } from '../../../../src/orders/document/facts.ts';
import { applyReport, carriedOver, verdictOf } from '../../../../src/orders/document/outcomes.ts';
import { planDocument } from '../../../../src/orders/document/planDocument.ts';
import { valuesOf, writeDocument } from '../../../../src/orders/document/writeDocument.ts';
import type { Values } from '../../../../src/orders/document/fields.ts';
import type { EngineOrder } from '../../../../src/paper/engine/order.ts';
import type { PlaceRequest } from '../../../../src/venues/placing.ts';
import type { ContractTerms } from '../../../../src/venues/placing.ts';
import type { Order } from '../../../../src/venues/venue.ts';
import { PaperDesks } from '../../../support/paperDesks.ts';
import { PLAIN } from './facts.ts';

const LOW = {
  ...{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.5', price: '40000' },
} as const satisfies PlaceRequest;

describe('a plan of a document', () => {
  let rig: PaperDesks;
  let desk: Desk;
  let terms: ReadonlyMap<string, ContractTerms>;

  beforeEach(async () => {
    rig = new PaperDesks();
    await rig.start(0);
    desk = rig.desk(undefined, { limits: { headersTimeout: 300, totalTimeout: 600 } });
    const { value } = await desk.venue.placing.terms();
    terms = new Map(value.map((each) => [each.symbol, each]));
  });
  afterEach(() => rig.end());

  /** Places an order by itself, and gives it back as it is known then. */
  async function open(changes: Partial<PlaceRequest> = {}): Promise<Order> {
    const { outcome } = await desk.places.place({ ...LOW, ...changes });
    assert.ok(outcome.kind === 'working');
    return outcome.order;
  }
  function plan(base: readonly Order[], entries: readonly Values[]): DocumentPlan {
    const { store, venue } = desk;
    const made = planDocument(writeDocument(entries, 'A document'), {
      ...{ symbol: undefined, base, working: store.working },
      orderOf: (orderId) => store.get(orderId),
      termsOf: (symbol) => terms.get(symbol),
      markOf: () => undefined,
      likeOf: venue.placing.requestLike,
      reducible: () => undefined,
    });
    assert.equal(hasErrors(made), false, JSON.stringify(made.problems));
    return made;
  }
  const NEVER = new AbortController().signal;
  function apply(made: DocumentPlan, signal = NEVER): Promise<readonly StepOutcome[]> {
    return applyPlan(desk, made, signal, () => undefined);
  }
  const verdicts = (outcomes: readonly StepOutcome[]): readonly string[] =>
    outcomes.map((each) => `${each.step} ${verdictOf(each)}`);
  /** What the exchange has open. */
  const there = (): readonly EngineOrder[] =>
    [...rig.exchange.services.accounts.all].flatMap((account) => [...account.open.values()]);
  const shown = (): readonly string[] =>
    there()
      .map(({ terms: { contract, ticks, lots } }) =>
        [contract.symbol, contract.lot.format(lots), contract.tick.format(ticks)].join(' '),
      )
      .sort();
  const fault = (kind: string, action: string, arg?: number): void =>
    void rig.exchange.services.faults.add({ kind, action, count: 1, ...(arg && { arg }) });

  it('cancels, amends and places, and the exchange then has what the document says', async () => {
    const [gone, moved, kept] = [await open(), await open({ price: '41000' }), await open()];
    const wanted = [
      { ...valuesOf(moved, PLAIN), price: '41000.5', quantity: '0.25' },
      ...[valuesOf(kept, PLAIN), { ...LOW, price: '39000' }],
    ];
    const outcomes = await apply(plan([gone, moved, kept], wanted));
    assert.deepEqual(verdicts(outcomes), ['cancel done', 'amend done', 'place done']);
    assert.deepEqual(shown(), [
      ...['BTC-PERP 0.25 41000.5', 'BTC-PERP 0.5 39000', 'BTC-PERP 0.5 40000'],
    ]);
    const where = { venue: 'PAPER', host: 'here', startedAt: 0 };
    const report = JSON.parse(applyReport(where, outcomes));
    assert.deepEqual(report.outcomes, { done: 3 });
    assert.equal(report.steps[0].conclusion, 'canceled');
    assert.equal(report.steps[1].placed.conclusion, 'working');
  });

  it('keeps reduce-only and post-only in a replacement', async () => {
    const order = await open({ postOnly: true });
    const [amended] = await apply(plan([order], [{ ...valuesOf(order, PLAIN), price: '39999' }]));
    assert.ok(amended);
    assert.equal(verdictOf(amended), 'done');
    assert.equal(there()[0]?.terms.postOnly, true);
  });

  it('makes a replacement smaller by what filled before the cancel', async () => {
    const order = await open();
    fault('fill-before-cancel', 'batch-cancel-order', 40);
    fault('fill-before-cancel', 'cancel-order', 40);
    const [amended] = await apply(plan([order], [{ ...valuesOf(order, PLAIN), price: '39000' }]));
    assert.ok(amended);
    assert.equal(verdictOf(amended), 'done');
    assert.deepEqual(shown(), ['BTC-PERP 0.3 39000']);
  });

  it('replaces nothing where the order fills, or where less is wanted than has filled', async () => {
    const [all, part] = [await open(), await open({ price: '40001' })];
    fault('fill-before-cancel', 'cancel-order', 100);
    fault('fill-before-cancel', 'batch-cancel-order', 100);
    const first = await apply(
      plan([all, part], [{ ...valuesOf(all, PLAIN), price: '39000' }, valuesOf(part, PLAIN)]),
    );
    assert.deepEqual(verdicts(first), ['amend otherwise']);
    rig.exchange.services.faults.clear();
    fault('fill-before-cancel', 'cancel-order', 60);
    fault('fill-before-cancel', 'batch-cancel-order', 60);
    const second = await apply(plan([part], [{ ...valuesOf(part, PLAIN), quantity: '0.2' }]));
    assert.deepEqual(verdicts(second), ['amend otherwise']);
    assert.deepEqual(shown(), []);
  });

  it('replaces nothing where the cancel is not settled, and carries nothing of it over', async () => {
    const order = await open();
    const stop = new AbortController();
    desk.cancels.onDidChange((orderId) => {
      if (desk.cancels.phaseOf(orderId) === 'sending') stop.abort();
    });
    const settled = new Promise((resolve) => desk.cancels.onDidSettleLate(resolve));
    const made = plan([order], [{ ...valuesOf(order, PLAIN), price: '39000' }]);
    const outcomes = await apply(made, stop.signal);
    assert.deepEqual(verdicts(outcomes), ['amend unknown']);
    await settled;
    assert.deepEqual(shown(), []);
    assert.deepEqual(carriedOver([], outcomes, PLAIN), []);
    const cancel = desk.cancels.reportOf(order.orderId);
    const [each] = outcomes;
    assert.ok(cancel && each?.step === 'amend');
    const known: StepOutcome = { ...each, report: { kind: 'unknown', cancel } };
    assert.equal(verdictOf(known), 'notReplaced');
    const again = carriedOver([], [known], PLAIN).map(({ price, quantity }) => [price, quantity]);
    assert.deepEqual(again, [['39000', '0.5']]);
  });

  it('holds back what stands behind a cancel that fills came before, of the same symbol alone', async () => {
    const gone = await open();
    const other = { ...LOW, symbol: 'ETH-PERP', price: '2000' };
    fault('fill-before-cancel', 'cancel-order', 100);
    fault('fill-before-cancel', 'batch-cancel-order', 100);
    const outcomes = await apply(plan([gone], [{ ...LOW, price: '39000' }, other]));
    assert.deepEqual(verdicts(outcomes), ['cancel otherwise', 'place unsent', 'place done']);
    assert.deepEqual(shown(), ['ETH-PERP 0.5 2000']);
    const again = carriedOver(desk.store.working, outcomes, PLAIN);
    assert.deepEqual(
      again.map(({ symbol, orderId }) => [symbol, orderId === undefined]),
      [
        ['ETH-PERP', false],
        ['BTC-PERP', true],
      ],
    );
  });

  it('sends nothing more once it is stopped', async () => {
    const [gone, moved] = [await open(), await open({ price: '41000' })];
    const made = plan([gone, moved], [{ ...valuesOf(moved, PLAIN), price: '40500' }, { ...LOW }]);
    const outcomes = await apply(made, AbortSignal.abort());
    assert.deepEqual(verdicts(outcomes), ['cancel unsent', 'amend unsent', 'place unsent']);
    assert.equal(shown().length, 2);
    const again = carriedOver(desk.store.working, outcomes, PLAIN);
    assert.deepEqual(
      again.map(({ orderId, price }) => [orderId, price]),
      [
        [moved.orderId, '40500'],
        [undefined, LOW.price],
      ],
    );
  });

  it('carries over as a new order what was to stand in the place of one that is canceled', async () => {
    const order = await open();
    // Refused for its time twice, which is then its outcome.
    const late = { kind: 'skew', arg: 40_000, count: 2, action: 'place-order' };
    rig.exchange.services.faults.add(late);
    const outcomes = await apply(plan([order], [{ ...valuesOf(order, PLAIN), quantity: '15' }]));
    assert.deepEqual(verdicts(outcomes), ['amend notReplaced']);
    assert.deepEqual(shown(), []);
    assert.deepEqual(carriedOver(desk.store.working, outcomes, PLAIN), [
      { ...LOW, quantity: '15' },
    ]);
  });

  it('whose answers are lost is settled, and sends no order twice', async () => {
    const [gone] = [await open()];
    fault('drop-after', 'cancel-order');
    fault('drop-after', 'batch-cancel-order');
    fault('drop-after', 'place-order');
    const outcomes = await apply(plan([gone], [{ ...LOW, price: '39000' }]));
    assert.deepEqual(verdicts(outcomes), ['cancel done', 'place done']);
    assert.deepEqual(shown(), ['BTC-PERP 0.5 39000']);
  });

  it('amends no order whose terms a replacement would lose', async () => {
    const order = await open();
    const made = plan([order], [{ ...valuesOf(order, PLAIN), price: '39000' }]);
    const [amend] = made.amends;
    assert.ok(amend);
    const odd = { ...order, raw: '' };
    const outcomes = await apply({ ...made, amends: [{ ...amend, order: odd }] });
    assert.deepEqual(verdicts(outcomes), ['amend unsent']);
    assert.deepEqual(shown(), ['BTC-PERP 0.5 40000']);
  });
});
