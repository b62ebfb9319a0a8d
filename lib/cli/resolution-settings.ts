import type { ResolutionContext } from '../resolution/resolution';
import type { Session } from './session';

/** What resolution takes from the environment, as a worker of the realm would have it. */
export function resolutionSettings({
  aws,
  env,
  realm,
}: Session): Omit<ResolutionContext, 'signal' | 'now' | 'continueWhenDisabled'> {
  return {
    aws: aws.ports,
    defaultDuration: env.LAVA_RS_PASSWORD_DURATION,
    ...(realm !== undefined && { realm }),
    ...(env.LAVA_JOB_ID !== undefined && { jobId: env.LAVA_JOB_ID }),
    ...(aws.region !== undefined && { region: aws.region }),
  };
}
