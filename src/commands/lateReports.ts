import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import type { Desk } from '../desk/desk.ts';
import type { CancelReport } from '../orders/cancelOutcome.ts';
import type { PlaceReport } from '../orders/placeOutcome.ts';
import type { BulkCancels } from '../platform/bulkCancels.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import type { Place } from '../platform/place.ts';
import type { Notifier } from './notifier.ts';
import type { reportLate } from './reportCancel.ts';
import type { reportManyLate } from './reportMany.ts';
import type { reportNews } from './reportNews.ts';
import type { reportPlacesLate } from './reportPlace.ts';
import type { reportExpiry, reportMeanwhile } from './reportStart.ts';

const t = vscode.l10n.t;

/** What tells of them; it is read when there is something to tell. */
export interface LateWords {
  readonly reportLate: typeof reportLate;
  readonly reportManyLate: typeof reportManyLate;
  readonly reportPlacesLate: typeof reportPlacesLate;
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
  #canceled: CancelReport[] = [];
  #placed: PlaceReport[] = [];
  #timer: NodeJS.Immediate | undefined;

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
    this.register({ dispose: () => clearImmediate(this.#timer) });
  }

  #listen(desk: Desk, place: () => Place): Disposable {
    // The place is that of the event: another profile may be chosen before the words are read.
    const say = (tell: (words: LateWords, at: Place) => void): void => {
      const at = place();
      void this.#load().then((words) => tell(words, at));
    };
    const soon = (): void => {
      // Those of a moment come one after the other.
      this.#timer ??= setImmediate(() => void this.#tell(desk, place()));
    };
    const { guard, key } = desk.start ?? {};
    const all = [
      desk.cancels.onDidSettleLate((report) => {
        this.#canceled.push(report);
        soon();
      }),
      desk.places.onDidSettleLate((report) => {
        this.#placed.push(report);
        soon();
      }),
      desk.news.onDidHappen((events) =>
        say((words, at) => words.reportNews(this.#notifier, events, at)),
      ),
      guard?.onDidFind((meanwhile) =>
        say((words, at) => words.reportMeanwhile(this.#notifier, meanwhile, at)),
      ),
      key?.onDidFindExpiry((expiresAt) =>
        say((words, at) => words.reportExpiry(this.#notifier, expiresAt, at)),
      ),
    ];
    return vscode.Disposable.from(...all.filter((each) => each !== undefined));
  }

  async #tell({ cancels }: Desk, place: Place): Promise<void> {
    const [reports, placed] = [this.#canceled, this.#placed];
    const [only, another] = reports;
    this.#timer = undefined;
    this.#canceled = [];
    this.#placed = [];
    const { reportLate, reportManyLate, reportPlacesLate } = await this.#load();
    if (placed.length > 0) reportPlacesLate(this.#notifier, placed, place);
    if (!only) return;
    if (!another) return reportLate(this.#notifier, only, place);
    const what = t('orders whose cancels were not settled');
    const seen = reports.flatMap(({ evidence }) => evidence[0]?.at ?? []);
    const startedAt = Math.min(Date.now(), ...seen);
    const bulk = this.#bulks.add({ what, ...place, startedAt }, reports, cancels);
    reportManyLate(this.#notifier, bulk, reports, place);
  }
}
