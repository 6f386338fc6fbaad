import { type GatewayContext, intake } from '../src/gateway/index.ts';
import { newUuid } from '../src/platform/index.ts';
import { SENDER, type StockItem } from './stock.ts';
import type { World } from './world.ts';

/** A Sendung as it arrives at a gateway without HTTP; anything but acceptance ends the run. */
export function arrivalOf({ gateway }: World, { bytes }: StockItem): (context: GatewayContext) => Promise<void> {
  const authority = gateway.context.directory.get(SENDER);
  if (authority === undefined) throw new RangeError(`no ${SENDER} in the directory`);
  return async (context) => {
    const result = await intake(context, { bytes, client: { authority }, kennung: newUuid() });
    if (result.outcome === 'abgewiesen') throw result.error;
  };
}
