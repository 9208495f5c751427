import * as vscode from 'vscode';
import { checkPrice, isClientId, misplaced } from '../../orders/orderChecks.ts';
import type { OrderFacts } from '../../orders/orderCosts.ts';
import { isDecimal } from '../../venues/decimals.ts';
import type { TimeInForce } from '../../venues/placing.ts';
import { askText } from '../ask.ts';
import { isPriced, mayBePostOnly, ownPrice, type Draft } from './draft.ts';
import type { TicketFacts } from './facts.ts';
import {
  clientIdText,
  misplacedText,
  opensNoneText,
  priceProblem,
} from '../../platform/amountProblems.ts';
import { pickStep, type Choice } from '../pickStep.ts';
import type { Step } from '../steps.ts';

const t = vscode.l10n.t;

type Option =
  'go' | 'timeInForce' | 'postOnly' | 'reduceOnly' | 'stopLoss' | 'takeProfit' | 'clientId';

const NEXT: Readonly<Record<TimeInForce, TimeInForce>> = { GTC: 'IOC', IOC: 'FOK', FOK: 'GTC' };

/** The step with all that an order may have. Picking one changes it; the first row goes on. */
export function optionsStep(facts: TicketFacts): Step<Draft> {
  return {
    name: 'options',
    applies: () => true,
    show: (draft, frame) =>
      pickStep<Option>(frame, {
        placeholder: () => t('Press Enter to go on, or pick an option to change it'),
        items: () => choices(draft),
        accept: (option) => change(option, draft, facts),
      }),
  };
}

function choices(draft: Draft): readonly Choice<Option>[] {
  const { timeInForce, postOnly, reduceOnly } = draft;
  const none = t('none');
  return [
    {
      ...{ label: t('Review the order'), value: 'go' },
      iconPath: new vscode.ThemeIcon('arrow-right'),
    },
    ...(isPriced(draft)
      ? [
          {
            ...{ label: t('Time in force: {0}', timeInForce), value: 'timeInForce' as const },
            detail: timeWords(timeInForce),
          },
        ]
      : []),
    ...(mayBePostOnly(draft)
      ? [
          {
            ...{ ...onOff(postOnly, t('Post-only')), value: 'postOnly' as const },
            detail: t('Refused rather than filled at once'),
          },
        ]
      : isPriced(draft) && postOnly
        ? [
            {
              ...{ label: t('Post-only'), value: 'postOnly' as const },
              iconPath: new vscode.ThemeIcon('circle-slash'),
              detail: t('Not with {0}, which does not rest: left out of the order', timeInForce),
            },
          ]
        : []),
    {
      ...{ ...onOff(reduceOnly, t('Reduce-only')), value: 'reduceOnly' },
      detail: t('Never opens or grows a position'),
    },
    { label: t('Position stop loss: {0}', draft.stopLoss || none), value: 'stopLoss' },
    { label: t('Position take profit: {0}', draft.takeProfit || none), value: 'takeProfit' },
    { label: t('Client id: {0}', draft.clientId || t('made at random')), value: 'clientId' },
  ];
}

/** What is on or off, in a word as well as by its icon. */
function onOff(on: boolean, label: string) {
  const iconPath = new vscode.ThemeIcon(on ? 'check' : 'circle-large-outline');
  return { label, description: on ? t('on') : t('off'), iconPath };
}

function timeWords(timeInForce: TimeInForce): string {
  switch (timeInForce) {
    case 'GTC':
      return t('Good till canceled');
    case 'IOC':
      return t('Immediate or cancel: what cannot be filled at once is canceled');
    case 'FOK':
      return t('Fill or kill: all of it at once, or nothing');
  }
}

async function change(
  option: Option,
  draft: Draft,
  facts: TicketFacts,
): Promise<'next' | undefined> {
  switch (option) {
    case 'go':
      return 'next';
    case 'timeInForce':
      draft.timeInForce = NEXT[draft.timeInForce];
      return undefined;
    case 'postOnly':
    case 'reduceOnly':
      draft[option] = !draft[option];
      return undefined;
    case 'stopLoss':
    case 'takeProfit': {
      const title = option === 'stopLoss' ? t('Position Stop Loss') : t('Position Take Profit');
      const prompt = t('A price at which the position is closed; empty for none');
      const typed = await askText(title, prompt, draft[option], (text) =>
        positionPriceProblem(option, text, draft, facts.of(draft.symbol)),
      );
      if (typed !== undefined) draft[option] = typed.trim();
      return undefined;
    }
    case 'clientId': {
      const prompt = t('Your own id of the order; empty to have one made at random');
      const typed = await askText(t('Client Id'), prompt, draft.clientId, checkClientId);
      if (typed !== undefined) draft.clientId = typed.trim();
      return undefined;
    }
  }
}

/** What is wrong with a price at which the position is to be closed, or `undefined`. */
export function positionPriceProblem(
  which: 'stopLoss' | 'takeProfit',
  text: string,
  draft: Draft,
  known: OrderFacts | undefined,
): string | undefined {
  const typed = text.trim();
  if (typed === '' || !known) return undefined;
  if (draft.reduceOnly) return opensNoneText();
  const entry = ownPrice(draft) || known.mark;
  const { side } = draft;
  const place = (price: string): 'above' | 'below' | undefined =>
    entry === undefined || !isDecimal(entry) || side === undefined
      ? undefined
      : misplaced(which, price, side, entry);
  const problem = checkPrice(typed, known.terms);
  if (problem?.kind === 'offStep') {
    // What is proposed instead has to be on the right side as well.
    const [below, above] = [problem.below, problem.above].map((price) =>
      price !== undefined && place(price) ? undefined : price,
    );
    if (below ?? above) return priceProblem({ ...problem, below, above }, known.terms.symbol);
  } else if (problem) return priceProblem(problem, known.terms.symbol);
  const wanted = place(typed);
  return wanted && misplacedText(wanted, entry ?? '');
}

/** What is wrong with a client id, or `undefined`. */
export function checkClientId(text: string): string | undefined {
  const typed = text.trim();
  return typed === '' || isClientId(typed) ? undefined : clientIdText();
}
