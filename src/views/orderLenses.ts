import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Command, EDIT_SCHEME } from '../contributions.ts';
import { clockTime } from '../orders/age.ts';
import { countSteps, type DocumentPlan } from '../orders/document/facts.ts';
import type { DocumentProblem } from '../orders/document/problems.ts';
import { sessionUri, type OrderSession, type OrderSessions } from '../platform/orderSessions.ts';
import { latestOutcomes, planOf } from '../platform/sessionPlan.ts';
import {
  changeText,
  noteText,
  outcomeLine,
  outcomesText,
  planText,
} from '../platform/stepWords.ts';
import type { Span } from '../venues/json.ts';

const t = vscode.l10n.t;

/** Above the document what it would do, with what does it; above each line that does something, what. */
export class OrderLenses extends DisposableStore implements vscode.CodeLensProvider {
  readonly #sessions: OrderSessions;
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(sessions: OrderSessions) {
    super();
    this.#sessions = sessions;
    const documents = { scheme: EDIT_SCHEME, pattern: '/order-desk-orders/**' };
    this.register(vscode.languages.registerCodeLensProvider(documents, this));
  }

  /** What is known of the orders is another. */
  renew(): void {
    this.#changed.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const found = this.#sessions.at(document.uri);
    if (found?.part !== 'orders') return [];
    const { session } = found;
    const lens = (offset: number, title: string, command = '', ...args: unknown[]) => {
      const at = document.positionAt(offset);
      return new vscode.CodeLens(new vscode.Range(at, at), { title, command, arguments: args });
    };
    if (session.state !== 'open') {
      const { outcomes, place, state, id } = session;
      const lines = latestOutcomes(session).flatMap((each) =>
        each.step === 'cancel'
          ? []
          : [lens(each.planned.entry.span.start, outcomeLine(each, place))],
      );
      if (state === 'applying') return [lens(0, t('Being applied on {0}…', place.venue)), ...lines];
      const time = clockTime(session.appliedAt);
      return [
        lens(0, t('Applied at {0}: {1}', time, outcomesText(latestOutcomes(session)))),
        ...(outcomes.length > 0 ? [lens(0, t('Show Report'), Command.showApplied, id)] : []),
        lens(0, t('Edit Orders Anew'), Command.editOrders, id),
        ...lines,
      ];
    }
    const plan = planOf(session, document.getText());
    return [
      ...this.#head(session, plan).map(([title, command, ...args]) =>
        lens(0, title, command, ...args),
      ),
      ...plan.amends.map(({ entry, order, change }) =>
        lens(entry.span.start, t('Amend: {0}', changeText(order, change))),
      ),
      ...plan.places
        .filter(({ entry: { span } }) => !plan.problems.some((problem) => isErrorIn(problem, span)))
        .map(({ entry }) => lens(entry.span.start, t('Place: a new order'))),
    ];
  }

  #head(session: OrderSession, plan: DocumentPlan): readonly Head[] {
    const notes = plan.notes.map((note): Head => [noteText(note)]);
    const errors = plan.problems.filter(({ severity }) => severity === 'error').length;
    if (errors > 0)
      return [
        [t('Nothing can be applied: {0} to be mended', errors), 'workbench.actions.view.problems'],
      ];
    if (countSteps(plan) === 0) return [[t('As the orders are: nothing to apply')], ...notes];
    const uri = sessionUri(session, 'orders');
    return [
      [t('Apply on {0}: {1}…', session.place.venue, planText(plan)), Command.applyOrders, uri],
      ...notes,
    ];
  }
}

function isErrorIn({ severity, span }: DocumentProblem, { start, end }: Span): boolean {
  return severity === 'error' && span.start >= start && span.end <= end;
}

type Head = readonly [title: string, command?: string, ...args: unknown[]];
