import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import type { Desk } from '../desk/desk.ts';
import type { Meanwhile } from '../desk/sessionGuard.ts';
import type { CancelReport } from '../orders/cancelOutcome.ts';
import type { OrderEvent } from '../orders/orderNews.ts';
import type { PlaceReport } from '../orders/placeOutcome.ts';
import type { BulkCancels } from '../platform/bulkCancels.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import type { Place } from '../platform/place.ts';
import type { Notifier } from './notifier.ts';
import type { reportLate } from './reportCancel.ts';
import type { reportManyLate } from './reportMany.ts';
import type { reportNews } from './reportNews.ts';
import type { reportPlaceLate } from './reportPlace.ts';
import type { reportExpiry, reportMeanwhile } from './reportStart.ts';

const t = vscode.l10n.t;

/** Cancels that settle within this time of each other are told of together, ms. */
const TOGETHER_MS = 300;

/** What tells of them; it is read when there is something to tell. */
export interface LateWords {
  readonly reportLate: typeof reportLate;
  readonly reportManyLate: typeof reportManyLate;
  readonly reportPlaceLate: typeof reportPlaceLate;
  readonly reportNews: typeof reportNews;
  readonly reportMeanwhile: typeof reportMeanwhile;
  readonly reportExpiry: typeof reportExpiry;
}

/**
 * Tells of every cancel and placement that had been reported as unknown, in this window or an earlier one, of what
 * becomes of orders by itself, and of what has to be known at the start.
 */
export class LateReports extends DisposableStore {
  readonly #notifier: Notifier;
  readonly #bulks: BulkCancels;
  readonly #load: () => Promise<LateWords>;
  #listening: Disposable | undefined;
  #settled: CancelReport[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    current: CurrentDesk,
    notifier: Notifier,
    bulks: BulkCancels,
    load: () => Promise<LateWords>,
  ) {
    super();
    this.#notifier = notifier;
    this.#bulks = bulks;
    this.#load = load;
    let listeningTo: Desk | undefined;
    const listen = (): void => {
      const { desk } = current;
      if (desk === listeningTo) return;
      listeningTo = desk;
      this.#listening?.dispose();
      this.#listening = desk && this.#listen(desk, () => current.place);
    };
    this.register(current.onDidChange(listen));
    this.register({ dispose: () => this.#listening?.dispose() });
    this.register({ dispose: () => clearTimeout(this.#timer) });
  }

  #listen(desk: Desk, place: () => Place): Disposable {
    const canceled = desk.cancels.onDidSettleLate((report) => {
      this.#settled.push(report);
      this.#timer ??= setTimeout(() => void this.#tell(desk, place()), TOGETHER_MS);
    });
    const placed = desk.places.onDidSettleLate((report) => void this.#tellPlaced(report, place()));
    const happened = desk.news.onDidHappen((events) => void this.#tellNews(events, place()));
    const found = desk.start?.guard.onDidFind(
      (meanwhile) => void this.#tellFound(meanwhile, place()),
    );
    const expiry = desk.start?.key.onDidFindExpiry((at) => void this.#tellExpiry(at, place()));
    const all = [canceled, placed, happened, found, expiry];
    return vscode.Disposable.from(...all.filter((each) => each !== undefined));
  }

  async #tellFound(meanwhile: Meanwhile, place: Place): Promise<void> {
    const { reportMeanwhile } = await this.#load();
    reportMeanwhile(this.#notifier, meanwhile, place);
  }

  async #tellExpiry(expiresAt: number, place: Place): Promise<void> {
    const { reportExpiry } = await this.#load();
    reportExpiry(this.#notifier, expiresAt, place);
  }

  async #tellNews(events: readonly OrderEvent[], place: Place): Promise<void> {
    const { reportNews } = await this.#load();
    reportNews(this.#notifier, events, place);
  }

  async #tellPlaced(report: PlaceReport, place: Place): Promise<void> {
    const { reportPlaceLate } = await this.#load();
    reportPlaceLate(this.#notifier, report, place);
  }

  async #tell({ cancels }: Desk, place: Place): Promise<void> {
    const reports = this.#settled;
    const [only, another] = reports;
    this.#timer = undefined;
    this.#settled = [];
    const { reportLate, reportManyLate } = await this.#load();
    if (only && !another) return reportLate(this.#notifier, only, place);
    const what = t('orders whose cancels were not settled');
    const seen = reports.flatMap(({ evidence }) => evidence[0]?.at ?? []);
    const startedAt = Math.min(Date.now(), ...seen);
    const bulk = this.#bulks.add({ what, ...place, startedAt }, reports, cancels);
    reportManyLate(this.#notifier, bulk, reports, place);
  }
}
