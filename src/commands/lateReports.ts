import { DisposableStore, type Disposable } from '../common/disposable.ts';
import type { Desk } from '../desk/desk.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import type { Notifier } from './notifier.ts';
import { reportLate } from './reportCancel.ts';

/** Tells of every cancel that had been reported as unknown, in this window or an earlier one. */
export class LateReports extends DisposableStore {
  #listening: Disposable | undefined;
  #desk: Desk | undefined;

  constructor(current: CurrentDesk, notifier: Notifier) {
    super();
    const listen = (): void => {
      if (current.desk === this.#desk) return;
      this.#listening?.dispose();
      const desk = (this.#desk = current.desk);
      this.#listening = desk?.cancels.onDidSettleLate((report) =>
        reportLate(notifier, report, current.place),
      );
    };
    this.register(current.onDidChange(listen));
    this.register({ dispose: () => this.#listening?.dispose() });
  }
}
