import * as vscode from 'vscode';
import Big from 'big.js';
import type { Desk } from '../desk/desk.ts';
import { marginProblem } from '../platform/amountProblems.ts';
import type { Place } from '../platform/place.ts';
import type { Collateral } from '../venues/positions.ts';
import { agree } from './ask.ts';
import { changeSetting } from './changeSetting.ts';
import { readPositions } from './pickPosition.ts';
import type { Handler } from './services.ts';
import { inputStep, warning } from './inputStep.ts';
import { pickStep } from './pickStep.ts';
import { runSteps, type Step } from './steps.ts';
import { whereLines } from './where.ts';

const t = vscode.l10n.t;

/** A transfer as it is being written. */
interface Transfer {
  way: 'in' | 'out';
  asset: string;
  amount: string;
  /** Why the venue did not take it the last time; empty where it was not asked. */
  refusal: string;
}

/** "Transfer Margin…": between the trader's cash account and the futures account, either way. */
export const transfer: Handler = async (services) => {
  const { current } = services;
  const desk = await current.open();
  const [{ value: assets }] = await Promise.all([
    desk.venue.positions.collaterals(),
    readPositions(desk),
  ]);
  const [first] = assets;
  if (!first) throw new Error(t('{0} lists no asset that secures positions.', current.place.venue));
  const draft: Transfer = { way: 'in', asset: first.asset, amount: '', refusal: '' };
  const steps = transferSteps(desk, assets);
  let from = 'way';
  do {
    if (!(await runSteps(steps, draft, t('Transfer Margin'), from))) return;
    const { way, asset } = draft;
    const amount = draft.amount.trim();
    if (!(await confirm(desk, { ...draft, amount }, current.place))) return;
    const signed = way === 'in' ? amount : `-${amount}`;
    draft.refusal =
      (await changeSetting(services, desk, { kind: 'transfer', asset, amount: signed })) ?? '';
    from = 'amount';
  } while (draft.refusal !== '');
};

function transferSteps(desk: Desk, assets: readonly Collateral[]): readonly Step<Transfer>[] {
  return [
    {
      ...{ name: 'way', applies: () => true },
      show: (draft, frame) =>
        pickStep<Transfer['way']>(frame, {
          placeholder: () => t('Which way? Nothing is sent before the last step'),
          items: () => [
            {
              ...{ label: t('Into the futures account'), value: 'in' },
              iconPath: new vscode.ThemeIcon('arrow-right'),
            },
            {
              ...{ label: t('Out of it, into the cash account'), value: 'out' },
              iconPath: new vscode.ThemeIcon('arrow-left'),
            },
          ],
          isActive: (way) => way === draft.way,
          accept: (way) => {
            draft.way = way;
            return 'next';
          },
        }),
    },
    {
      ...{ name: 'asset', applies: () => assets.length > 1 },
      show: (draft, frame) =>
        pickStep<string>(frame, {
          placeholder: () => t('Which asset?'),
          items: () =>
            assets.map((each) => assetChoice(each, room(desk, { ...draft, asset: each.asset }))),
          isActive: (asset) => asset === draft.asset,
          accept: (asset) => {
            draft.asset = asset;
            return 'next';
          },
        }),
    },
    {
      ...{ name: 'amount', applies: () => true },
      show: (draft, frame) =>
        inputStep(frame, {
          prompt: () =>
            [draft.refusal, prompt(draft, room(desk, draft))].filter(Boolean).join(' · '),
          value: draft.amount,
          check: (text) => checkAmount(text.trim(), draft, room(desk, draft)),
          leave: (text) => (draft.amount = text),
          follow: (again) => desk.positions.store.onDidChange(again),
        }),
    },
  ];
}

function assetChoice({ asset, name, discountFactor }: Collateral, most: string | undefined) {
  const counts = discountFactor !== undefined && Number(discountFactor) !== 1;
  const description = [
    name,
    counts && t('counts at {0}', discountFactor),
    most !== undefined && t('{0} can be taken out', most),
  ];
  return { label: asset, description: description.filter(Boolean).join(' · '), value: asset };
}

/** What can be taken out now, as far as it is known; `undefined` for what the cash account has, which is not. */
function room({ positions }: Desk, { way, asset }: Transfer): string | undefined {
  return way === 'out' ? positions.store.freeMargin?.transferable.get(asset) : undefined;
}

function prompt({ way, asset }: Transfer, most: string | undefined): string {
  if (way === 'in') return t('How much {0} to move in, out of the cash account?', asset);
  return most === undefined
    ? t('How much {0} to take out, into the cash account?', asset)
    : t('How much {0} to take out, into the cash account? {1} can be', asset, most);
}

/** What is wrong with an amount, or a warning: what can be taken out the venue alone knows exactly. */
function checkAmount(
  typed: string,
  { asset }: Transfer,
  most: string | undefined,
): string | vscode.InputBoxValidationMessage | undefined {
  const wrong = marginProblem(typed);
  if (wrong !== undefined) return wrong;
  if (most === undefined || new Big(typed).lte(most)) return undefined;
  return warning(t('No more than {0} {1} can be taken out as of now.', most, asset));
}

async function confirm(desk: Desk, transfer: Transfer, place: Place): Promise<boolean> {
  const { profile, positions } = desk;
  const { way, asset, amount } = transfer;
  const balance = positions.store.balances.find((each) => each.asset === asset)?.amount;
  const most = room(desk, transfer);
  const detail = [
    ...whereLines(profile, place),
    t('Balance of the futures account now: {0} {1}', balance ?? '–', asset),
    ...(most === undefined ? [] : [t('Can be taken out as of now: {0} {1}', most, asset)]),
  ];
  const question =
    way === 'in'
      ? t('Move {0} {1} from the cash account into the futures account?', amount, asset)
      : t('Take {0} {1} out of the futures account, into the cash account?', amount, asset);
  return agree(question, detail, t('Transfer'), t('Leave as It Is'));
}
