import { requestId } from '../request-scope';
import type { ServiceContext } from '../services/context';
import { NOBODY } from './actor';
import { clientAddress } from './client-address';

/** A request of which it is not known who makes it: where it comes from, and its id. */
export function nobody(headers: Headers): ServiceContext {
  const address = clientAddress(headers);
  return { actor: NOBODY, requestId: requestId(), ...(address !== undefined && { address }) };
}
