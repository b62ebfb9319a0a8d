import { EVERY_REALM } from '../../auth/actor';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';

/** People belong to the whole console: an admin of one realm does not decide on them. @throws {ServiceError} FORBIDDEN */
export function assertAdmin(context: ServiceContext): void {
  if (context.actor.roleIn(EVERY_REALM) === 'admin') return;
  throw new ServiceError('FORBIDDEN', 'Only an admin of the whole console may do this.', {
    hint: 'Ask such an admin.',
  });
}
