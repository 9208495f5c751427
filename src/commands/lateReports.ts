import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import type { Desk } from '../desk/desk.ts';
import type { CancelReport } from '../orders/cancelOutcome.ts';
import type { BulkCancels } from '../platform/bulkCancels.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import type { Place } from '../platform/place.ts';
import type { Notifier } from './notifier.ts';
import { reportLate } from './reportCancel.ts';
import { reportManyLate } from './reportMany.ts';

const t = vscode.l10n.t;

/** Cancels that settle within this time of each other are told of together, ms. */
const TOGETHER_MS = 300;

/** Tells of every cancel that had been reported as unknown, in this window or an earlier one. */
export class LateReports extends DisposableStore {
  readonly #notifier: Notifier;
  readonly #bulks: BulkCancels;
  #listening: Disposable | undefined;
  #settled: CancelReport[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(current: CurrentDesk, notifier: Notifier, bulks: BulkCancels) {
    super();
    this.#notifier = notifier;
    this.#bulks = bulks;
    let listeningTo: Desk | undefined;
    const listen = (): void => {
      const { desk } = current;
      if (desk === listeningTo) return;
      listeningTo = desk;
      this.#listening?.dispose();
      this.#listening = desk?.cancels.onDidSettleLate((report) => {
        this.#settled.push(report);
        this.#timer ??= setTimeout(() => this.#tell(desk, current.place), TOGETHER_MS);
      });
    };
    this.register(current.onDidChange(listen));
    this.register({ dispose: () => this.#listening?.dispose() });
    this.register({ dispose: () => clearTimeout(this.#timer) });
  }

  #tell({ cancels }: Desk, place: Place): void {
    const reports = this.#settled;
    const [only, another] = reports;
    this.#timer = undefined;
    this.#settled = [];
    if (only && !another) return reportLate(this.#notifier, only, place);
    const what = t('orders whose cancels were not settled');
    const seen = reports.flatMap(({ evidence }) => evidence[0]?.at ?? []);
    const startedAt = Math.min(Date.now(), ...seen);
    const bulk = this.#bulks.add({ what, ...place, startedAt }, reports, cancels);
    reportManyLate(this.#notifier, bulk, reports, place);
  }
}
