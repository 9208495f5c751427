import * as vscode from 'vscode';
import { verdictOf, type Verdict } from '../orders/document/outcomes.ts';
import type { DocumentProblem } from '../orders/document/problems.ts';
import {
  beyondMarkText,
  clientIdText,
  misplacedText,
  opensNoneText,
  priceProblem,
  quantityProblem,
  reducesText,
} from '../platform/amountProblems.ts';
import type { OrderSession } from '../platform/orderSessions.ts';
import { latestOutcomes, planOf } from '../platform/sessionPlan.ts';
import { outcomeLine } from '../platform/stepWords.ts';
import type { Span } from '../venues/json.ts';
import { inARow } from '../platform/inARow.ts';

const t = vscode.l10n.t;
const SOURCE = 'Order Desk';
const { Error, Warning, Information } = vscode.DiagnosticSeverity;
const SEVERITIES: Readonly<Record<Verdict, vscode.DiagnosticSeverity>> = {
  ...{
    done: Information,
    otherwise: Warning,
    refused: Error,
    unsent: Error,
    notReplaced: Error,
    unknown: Warning,
  },
};

/** What is wrong with a document as it stands; once it is applied, what became of each line of it. */
export function diagnosticsOf(
  session: OrderSession,
  document: vscode.TextDocument,
): readonly vscode.Diagnostic[] {
  const made = (span: Span, words: string, severity: vscode.DiagnosticSeverity) => {
    const range = rangeOf(document, span);
    return Object.assign(new vscode.Diagnostic(range, words, severity), { source: SOURCE });
  };
  if (session.state === 'open') {
    const { problems } = planOf(session, document.getText());
    return problems
      .filter(({ kind }) => kind !== 'syntax' || !jsonIsChecked())
      .map((problem) => {
        const severity = problem.severity === 'error' ? Error : Warning;
        return made(problem.span, problemText(problem, document), severity);
      });
  }
  return latestOutcomes(session).map((each) => {
    // An order that is gone from the document has no line in it.
    const span = each.step === 'cancel' ? { start: 0, end: 1 } : firstLine(each.planned.entry.span);
    return made(span, outcomeLine(each, session.place), SEVERITIES[verdictOf(each)]);
  });
}

/** VS Code's own JSON support says where a text is no JSON. */
function jsonIsChecked(): boolean {
  return vscode.extensions.getExtension('vscode.json-language-features') !== undefined;
}

function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function firstLine({ start }: Span): Span {
  return { start, end: start + 1 };
}

function problemText(problem: DocumentProblem, document: vscode.TextDocument): string {
  switch (problem.kind) {
    case 'syntax':
      return t('This is no JSON: {0}.', problem.what);
    case 'notList':
      return t(
        'The document has to be a list of orders: [ … ]. An empty one, [ ], cancels all of them.',
      );
    case 'notOrder':
      return t('An order is an object: { … }.');
    case 'losesDigits':
      return t('Write this number as a text, in quotes, so that it keeps every digit.');
    case 'unknownId':
      return t(
        'This document was opened without an order of this id. Leave the id out to place a new order.',
      );
    case 'cannotAmend':
      return t(
        'This order has terms that a new one cannot be given, so it cannot be amended by canceling and placing it.',
      );
    case 'unknownField':
      return t('Orders have no field {0}.', problem.name);
    case 'doubledField':
      return t('{0} stands here twice.', problem.name);
    case 'notText':
      return t('{0} has to be a text, in quotes.', problem.field);
    case 'notFlag':
      return t('{0} has to be true or false.', problem.field);
    case 'missing':
      return t('A new order needs {0}.', problem.field);
    case 'notOneOf':
      return t('{0} is one of: {1}.', problem.field, inARow(problem.allowed));
    case 'unwanted':
      return t('A new {0} order has no {1}.', problem.type, problem.field);
    case 'doubledId': {
      const { line } = document.positionAt(problem.first);
      return t('The same {0} stands on line {1}.', problem.field, line + 1);
    }
    case 'closed':
      return problem.order
        ? t('This order is not open any more: {0}.', problem.order.venueStatus)
        : t('This order is not open any more.');
    case 'changedSince':
      return t('This order has other terms by now, and is left alone. Open the orders anew.');
    case 'fixed':
      return problem.value === undefined
        ? t('{0} of an open order cannot be set.', problem.field)
        : t('{0} of an open order cannot be changed: it is {1}.', problem.field, problem.value);
    case 'belowFilled':
      return t(
        '{0} of this order has filled already: the quantity has to be more. To cancel the rest, delete the order here.',
        problem.filled,
      );
    case 'unknownSymbol':
      return t('{0} is no contract that is traded here.', problem.symbol);
    case 'otherSymbol':
      return t('This document is about orders of {0} alone.', problem.symbol);
    case 'amount': {
      const { field, symbol, filled } = problem;
      // Nothing is typed here step by step: an empty text is no number either.
      const wrong =
        problem.problem.kind === 'empty' ? { kind: 'notDecimal' as const } : problem.problem;
      return field === 'quantity'
        ? quantityProblem(wrong, symbol, filled)
        : priceProblem(wrong, symbol);
    }
    case 'crossesMark':
    case 'triggersAtOnce':
      return beyondMarkText(problem.kind, problem.mark);
    case 'postOnlyCrosses':
      return problem.replaces
        ? t(
            'Post-only, and it crosses the mark price of {0}: the venue may refuse it, and the old order would be gone by then.',
            problem.mark,
          )
        : t(
            'Post-only, and it crosses the mark price of {0}: the venue may refuse it.',
            problem.mark,
          );
    case 'badClientId':
      return clientIdText();
    case 'reduces':
      return reducesText(problem.order, problem.held);
    case 'opensNone':
      return opensNoneText();
    case 'misplaced':
      return misplacedText(problem.wanted, problem.entry);
  }
}
