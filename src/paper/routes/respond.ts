import type { WireOrder, WireOrderAnswer, WireRespInst } from '../../venues/ascendex/wire.ts';
import { ApiError } from '../errors.ts';
import type { Submitted } from './orderGate.ts';
import type { Services } from './route.ts';

/**
 * Lets a request run its course after it was acknowledged. Nobody is told how it ends, the order's
 * status says it; only a failure of the exchange itself is logged.
 */
export function background(outcome: Promise<unknown>, services: Services): void {
  outcome.catch((error: unknown) => {
    if (!(error instanceof ApiError)) services.log(`in the engine: ${String(error)}`);
  });
}

/**
 * Hands a request to the engine and answers as its `respInst` asks: an ACK at once, anything else
 * when the engine has acted, or as an ACK when that takes too long.
 */
export async function respond(
  action: WireOrderAnswer['meta']['action'],
  submitted: Submitted,
  services: Services,
): Promise<WireOrderAnswer> {
  const { id, acknowledged } = submitted;
  const outcome = submitted.submit();
  const answer = (respInst: WireRespInst, order: WireOrder): WireOrderAnswer => ({
    meta: { action, id, respInst },
    order,
  });
  if (submitted.respInst === 'ACK') {
    background(outcome, services);
    return answer('ACK', acknowledged);
  }
  let callOff: () => void = () => undefined;
  const timeUp = new Promise<undefined>((resolve) => {
    callOff = services.clock.after(services.responseTimeout, () => resolve(undefined));
  });
  try {
    const order = await Promise.race([outcome, timeUp]);
    if (order !== undefined) return answer(submitted.respInst, order);
    background(outcome, services);
    return answer('ACK', acknowledged);
  } finally {
    callOff();
  }
}
